// A made-up township's figures: what a clerk has on paper.
export const APPLICANTS = ["natural_person", "business", "research_institution", "public_interest", "legal_service", "other_organization", "total"];
export const OUTCOMES = [
  "received", "carried_in", "granted", "partially_granted", "state_secret", "prohibited_by_law", "endangers_security_or_stability", "third_party_rights",
  "internal_affairs", "process_information", "enforcement_file", "administrative_inquiry", "not_held", "needs_creation", "still_unclear", "petition_or_complaint",
  "duplicate", "published_material", "excessive", "confirmation_or_reissue", "correction_overdue", "fee_overdue", "other_outcome", "total_processed", "carried_out",
];
const counts = { received: [6, 1], carried_in: [1, 0], granted: [4, 1], partially_granted: [1, 0], not_held: [1, 0], total_processed: [6, 1], carried_out: [1, 0] };

/** Table three, row by row, as it would be pasted from a sheet. */
export const applications = OUTCOMES.map((row) => {
  const [person, business] = counts[row] ?? [0, 0];
  return [person, business, 0, 0, 0, 0, person + business];
});

export const prose = {
  overview: [
    "（一）主动公开。全年制发行政规范性文件2件，现行有效9件，均集中公开。",
    "（二）依申请公开。全年新收政府信息公开申请7件，上年结转1件，予以公开5件，部分公开1件，无法提供1件，结转下年度1件。",
    "（三）政府信息管理。落实公开前审查，定期清理失效文件。",
    "（四）政府信息公开平台建设。做好政府网站专栏的日常维护。",
    "（五）监督保障。年内开展培训2次，纳入年度考核，社会评议结果良好，未发生责任追究。",
  ],
  problems: ["存在的主要问题：解读形式单一，以文字为主。", "改进情况：全年增加图表解读5篇，由各科室专人负责。"],
  other_matters: ["本年度未收取政府信息公开信息处理费。"],
};

/** A whole report file, for folders: `change` makes it faulty. */
export function reportFile(name, change = () => undefined) {
  const zeros = (keys) => Object.fromEntries(keys.map((key) => [key, 0]));
  const group = () => zeros(["upheld", "corrected", "other", "pending", "total"]);
  const report = {
    year: 2024,
    published: "2025-01-20",
    ...prose,
    organ: { name, level: "township" },
    disclosure: {
      regulations: zeros(["issued", "repealed", "in_force"]),
      normative_documents: { issued: 2, repealed: 0, in_force: 9 },
      licenses: { decisions: 40 }, penalties: { decisions: 3 }, compulsory_measures: { decisions: 0 }, administrative_fees: { amount: 0 },
    },
    applications: Object.fromEntries(OUTCOMES.map((row, at) => [row, applications[at]])),
    disputes: { reconsideration: group(), direct_litigation: group(), litigation_after_reconsideration: group() },
  };
  const changed = structuredClone(report);
  change(changed);
  return Buffer.from(JSON.stringify(changed));
}
