"""The reports of a made-up county: their figures, the faults that are planted in them, and their tables as grids of cells."""
import random

APPLICANTS = ["natural_person", "business", "research_institution", "public_interest", "legal_service", "other_organization"]
APPLICANT_LABELS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
OUTCOMES = [
    ("granted", "（一）予以公开", None),
    ("partially_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", None),
    ("state_secret", "1.属于国家秘密", "（三）不予公开"),
    ("prohibited_by_law", "2.其他法律行政法规禁止公开", "（三）不予公开"),
    ("endangers_security_or_stability", "3.危及“三安全一稳定”", "（三）不予公开"),
    ("third_party_rights", "4.保护第三方合法权益", "（三）不予公开"),
    ("internal_affairs", "5.属于三类内部事务信息", "（三）不予公开"),
    ("process_information", "6.属于四类过程性信息", "（三）不予公开"),
    ("enforcement_file", "7.属于行政执法案卷", "（三）不予公开"),
    ("administrative_inquiry", "8.属于行政查询事项", "（三）不予公开"),
    ("not_held", "1.本机关不掌握相关政府信息", "（四）无法提供"),
    ("needs_creation", "2.没有现成信息需要另行制作", "（四）无法提供"),
    ("still_unclear", "3.补正后申请内容仍不明确", "（四）无法提供"),
    ("petition_or_complaint", "1.信访举报投诉类申请", "（五）不予处理"),
    ("duplicate", "2.重复申请", "（五）不予处理"),
    ("published_material", "3.要求提供公开出版物", "（五）不予处理"),
    ("excessive", "4.无正当理由大量反复申请", "（五）不予处理"),
    ("confirmation_or_reissue", "5.要求行政机关确认或重新出具已获取信息", "（五）不予处理"),
    ("correction_overdue", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "（六）其他处理"),
    ("fee_overdue", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "（六）其他处理"),
    ("other_outcome", "3.其他", "（六）其他处理"),
]
DISPUTES = [("reconsideration", "行政复议", None), ("direct_litigation", "未经复议直接起诉", "行政诉讼"),
            ("litigation_after_reconsideration", "复议后起诉", "行政诉讼")]
DISPUTE_LABELS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]

TOWNS = [f"{name}镇" for name in
         "青山 绿水 红土 黄石 白塔 黑松 南湖 北河 东岭 西湾 大柳 小桥 新集 老街 高庄 平原 石门 沙河 清泉 云峰 龙潭 凤台 马坊 羊山 牛堡 梅园 兰溪 竹林 菊花 松涛".split()]
OFFICES = [f"{name}局" for name in
           "教育 公安 民政 司法 财政 自然资源 生态环境 交通运输 水务 农业农村 商务 文化和旅游 卫生健康 应急管理 审计 市场监督管理 统计 医疗保障 林业 信访 税务 气象 城市管理 乡村振兴 退役军人事务 住房和城乡建设 科学技术 工业和信息化 民族宗教事务".split()]
COUNTY = "某县"


def organs():
    return [f"{COUNTY}{name}人民政府" for name in TOWNS] + [f"{COUNTY}{name}" for name in OFFICES]


def figures(seed, year, carried_in):
    """The figures of a report whose sums hold: cells by their keys."""
    rng = random.Random(f"{seed} {year}")
    cells = {}
    for row in ("regulations", "normative_documents"):
        for column in ("issued", "repealed", "in_force"):
            cells[f"disclosure.{row}.{column}"] = 0 if row == "regulations" else rng.randint(0, 5)
    cells["disclosure.licenses.decisions"] = rng.randint(20, 90)
    cells["disclosure.penalties.decisions"] = rng.randint(12, 40)
    cells["disclosure.compulsory_measures.decisions"] = rng.randint(0, 6)
    cells["disclosure.administrative_fees.amount"] = rng.randint(0, 30)
    open_rows = ["granted", "partially_granted", "prohibited_by_law", "internal_affairs", "not_held", "needs_creation",
                 "petition_or_complaint", "duplicate", "other_outcome"]
    for column in APPLICANTS:
        top = {"natural_person": 12, "business": 4}.get(column, 1)
        processed = 0
        for key, _, _ in OUTCOMES:
            count = rng.randint(0, top) if key in open_rows else 0
            cells[f"applications.{key}.{column}"] = count
            processed += count
        before, after = carried_in.get(column, 0), rng.randint(0, 1) if column == "natural_person" else 0
        # Where more was carried in than was dealt with, the rest goes on to the next year.
        after += max(0, before - processed - after)
        cells[f"applications.total_processed.{column}"] = processed
        cells[f"applications.carried_in.{column}"] = before
        cells[f"applications.carried_out.{column}"] = after
        cells[f"applications.received.{column}"] = processed + after - before
    for row in {key.split(".")[1] for key in cells if key.startswith("applications.")}:
        cells[f"applications.{row}.total"] = sum(cells[f"applications.{row}.{column}"] for column in APPLICANTS)
    for row, _, _ in DISPUTES:
        parts = [rng.randint(0, 3) if row == "reconsideration" else rng.randint(0, 1) for _ in range(4)]
        for column, count in zip(("upheld", "corrected", "other", "pending", "total"), parts + [sum(parts)]):
            cells[f"disputes.{row}.{column}"] = count
    return cells


def carried_out(cells):
    return {column: cells[f"applications.carried_out.{column}"] for column in APPLICANTS}


def tables(cells):
    """The three tables: how many rows and columns, and each cell as row, column, rows, columns, text, key."""
    def value(key):
        return str(cells[key])

    one, at = [], 0
    def put(grid, row, column, text, rows=1, columns=1, key=None):
        grid.append((row, column, rows, columns, text, key))

    for heading, heads, rows in [
        ("第二十条第（一）项", [("issued", "本年制发件数"), ("repealed", "本年废止件数"), ("in_force", "现行有效件数")],
         [("regulations", "规章"), ("normative_documents", "行政规范性文件")]),
        ("第二十条第（五）项", [("decisions", "本年处理决定数量")], [("licenses", "行政许可")]),
        ("第二十条第（六）项", [("decisions", "本年处理决定数量")], [("penalties", "行政处罚"), ("compulsory_measures", "行政强制")]),
        ("第二十条第（八）项", [("amount", "本年收费金额（单位：万元）")], [("administrative_fees", "行政事业性收费")]),
    ]:
        put(one, at, 0, heading, columns=4)
        put(one, at + 1, 0, "信息内容")
        wide = 3 // len(heads)
        for index, (_, head) in enumerate(heads):
            put(one, at + 1, 1 + index * wide, head, columns=wide)
        for below, (row, label) in enumerate(rows):
            put(one, at + 2 + below, 0, label)
            for index, (column, _) in enumerate(heads):
                key = f"disclosure.{row}.{column}"
                put(one, at + 2 + below, 1 + index * wide, value(key), columns=wide, key=key)
        at += 2 + len(rows)
    first = (at, 4, one)

    two = []
    put(two, 0, 0, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", rows=3, columns=3)
    put(two, 0, 3, "申请人情况", columns=7)
    put(two, 1, 3, "自然人", rows=2)
    put(two, 1, 4, "法人或其他组织", columns=5)
    put(two, 1, 9, "总计", rows=2)
    for index, label in enumerate(APPLICANT_LABELS[1:6]):
        put(two, 2, 4 + index, label)

    def row_of(row, key):
        for index, column in enumerate(APPLICANTS + ["total"]):
            cell = f"applications.{key}.{column}"
            put(two, row, 3 + index, value(cell), key=cell)

    put(two, 3, 0, "一、本年新收政府信息公开申请数量", columns=3)
    row_of(3, "received")
    put(two, 4, 0, "二、上年结转政府信息公开申请数量", columns=3)
    row_of(4, "carried_in")
    put(two, 5, 0, "三、本年度办理结果", rows=len(OUTCOMES) + 1)
    row, last = 5, None
    for key, label, group in OUTCOMES:
        if group is None:
            put(two, row, 1, label, columns=2)
        else:
            if group != last:
                put(two, row, 1, group, rows=sum(1 for one in OUTCOMES if one[2] == group))
            put(two, row, 2, label)
        row_of(row, key)
        row, last = row + 1, group
    put(two, row, 1, "（七）总计", columns=2)
    row_of(row, "total_processed")
    put(two, row + 1, 0, "四、结转下年度继续办理", columns=3)
    row_of(row + 1, "carried_out")
    second = (row + 2, 10, two)

    three = []
    put(three, 0, 0, "行政复议", columns=5)
    put(three, 0, 5, "行政诉讼", columns=10)
    put(three, 1, 5, "未经复议直接起诉", columns=5)
    put(three, 1, 10, "复议后起诉", columns=5)
    for group, (row, _, _) in enumerate(DISPUTES):
        for index, (column, label) in enumerate(zip(("upheld", "corrected", "other", "pending", "total"), DISPUTE_LABELS)):
            place = group * 5 + index
            put(three, 1 if group == 0 else 2, place, label, rows=2 if group == 0 else 1)
            key = f"disputes.{row}.{column}"
            put(three, 3, place, value(key), key=key)
    third = (4, 15, three)
    return [first, second, third]


def paragraphs(organ, year):
    """The title, and the six sections: heading, paragraphs, and which table stands in it."""
    title = f"{organ}{year}年政府信息公开工作年度报告"
    sections = [
        ("一、总体情况", [
            f"{year}年，本机关认真贯彻落实《中华人民共和国政府信息公开条例》。一是主动公开。及时公开规范性文件和各类决定。",
            "二是依申请公开。依法办理政府信息公开申请，按期答复。三是政府信息管理。健全信息发布审核制度。四是政府信息公开平台建设。"
            "五是监督保障。工作考核合格，社会评议良好，未发生责任追究情形。"], None),
        ("二、主动公开政府信息情况", [], 0),
        ("三、收到和处理政府信息公开申请情况", [], 1),
        ("四、政府信息公开行政复议、行政诉讼情况", [], 2),
        ("五、存在的主要问题及改进情况", ["存在公开内容不够全面的问题，主动公开的意识有待增强。下一步将加强培训，改进公开的方式和渠道。"], None),
        ("六、其他需要报告的事项", ["本年度未收取信息处理费。"], None),
    ]
    return title, sections
