//! Files of the formats that are put into others before they are read: what is small in one notation may be large in the
//! other.

#[path = "../../../gongkai-doc/tests/made/mod.rs"]
mod word;
#[path = "../../../gongkai-xls/tests/made/mod.rs"]
mod workbook;

use gongkai_opc::PackageWriter;

/// A document of these characters, all of one look, in a paragraph of its own at every end of line.
fn document(text: &str, look: &[u8], paragraph: &[u8]) -> word::Made {
    let mut made = word::Made::of(&[word::Paragraph {
        runs: vec![(text, look.to_vec())],
        mark: '\r',
        changes: paragraph.to_vec(),
        mark_changes: Vec::new(),
    }]);
    // What is said of the one paragraph is said of each that its text is cut into.
    made.others.push(("Data", Vec::new()));
    made
}

fn shorts(numbers: impl IntoIterator<Item = u16>) -> Vec<u8> {
    numbers.into_iter().flat_map(u16::to_le_bytes).collect()
}

fn length(bytes: &[u8]) -> u16 {
    u16::try_from(bytes.len()).unwrap()
}

/// Changes that lie in the data stream, as those do that are too long for their page, and what refers to them.
fn elsewhere(changes: &[u8]) -> (Vec<u8>, Vec<u8>) {
    (word::change(0x6646, &0_u32.to_le_bytes()), [shorts([length(changes)]), changes.to_vec()].concat())
}

/// Documents of Word before 2007.
fn documents() -> Vec<(&'static str, Vec<u8>)> {
    let with_data = |mut made: word::Made, data: Vec<u8>| {
        made.others = vec![("Data", data)];
        made.bytes()
    };
    vec![
        ("changes.doc", {
            // Twenty thousand changes for each of thirty thousand paragraphs.
            let (refer, data) = elsewhere(&word::change(0x2640, &[1]).repeat(20_000));
            with_data(document(&"甲\r".repeat(30_000), &[], &refer), data)
        }),
        ("inserted-cells.doc", {
            // Each change puts 255 cells into the row.
            let insert = word::change(0x7621, &[0, 255, 1, 0]);
            let (refer, data) = elsewhere(&insert.repeat(10_000));
            let row = [word::change(0x2416, &[1]), word::change(0x2417, &[1]), refer].concat();
            with_data(document("\u{7}", &[], &row), data)
        }),
        ("rows.doc", {
            let mut cells = vec![255];
            cells.extend(shorts(0..256));
            cells.resize(cells.len() + 255 * 20, 0);
            let described = [shorts([0xd608, length(&cells) + 1]), cells].concat();
            let (refer, data) = elsewhere(&described);
            let row = [word::change(0x2416, &[1]), word::change(0x2417, &[1]), refer].concat();
            with_data(document(&"\u{7}".repeat(150_000), &[], &row), data)
        }),
        ("signs.doc", {
            // A sign of a font with a long name for every character.
            let look = [word::change(0x0855, &[1]), word::change(0x6a09, &[0, 0, 0x30, 0xf0])].concat();
            let mut made = document(&"(".repeat(400_000), &look, &[]);
            let name = shorts("&".repeat(100).encode_utf16());
            let font = [vec![u8::try_from(39 + name.len()).unwrap()], vec![0; 39], name].concat();
            made.hold(15, &[shorts([1, 0]), font].concat());
            made.bytes()
        }),
        ("styles.doc", {
            let mut made = document("甲", &[], &[]);
            let style = [shorts([10]), vec![0; 10]].concat();
            made.hold(1, &[shorts([18, 65_535, 10]), vec![0; 14], style.repeat(65_535)].concat());
            made.bytes()
        }),
        ("lists.doc", {
            let mut made = document("甲", &[], &[]);
            made.hold(74, &[200_000_u32.to_le_bytes().to_vec(), [1; 16].repeat(200_000)].concat());
            made.hold(73, &[shorts([20_000]), vec![0; 28 * 20_000]].concat());
            made.bytes()
        }),
        ("form-fields.doc", {
            // A box to be checked whose name has sixty thousand characters, two hundred thousand times.
            let look =
                [word::change(0x0855, &[1]), word::change(0x0806, &[1]), word::change(0x6a03, &0_u32.to_le_bytes())];
            let name = [shorts([60_000]), vec![b'a'; 120_002]].concat();
            let form = [0xffff_ffff_u32.to_le_bytes().to_vec(), shorts([1, 0, 0]), name, shorts([1])].concat();
            let data = [0_u32.to_le_bytes().to_vec(), shorts([8, 0]), form].concat();
            with_data(document(&"\u{13}\u{1}\u{15}".repeat(200_000), &look.concat(), &[]), data)
        }),
        ("pieces.doc", {
            // A thousand pieces that all lie at one place.
            let mut made = document(&"甲".repeat(50_000), &[], &[]);
            let (count, each) = (1000_u32, 50_000_u32);
            let ends = (0..=count).flat_map(|index| (index * each).to_le_bytes());
            let described: Vec<u8> = [vec![0, 0], 2048_u32.to_le_bytes().to_vec(), vec![0, 0]].concat();
            let pieces: Vec<u8> = ends.chain(described.repeat(1000)).collect();
            let mut table = vec![2];
            table.extend(u32::try_from(pieces.len()).unwrap().to_le_bytes());
            table.extend(pieces);
            made.hold(33, &table);
            made.main[0x4c..0x50].copy_from_slice(&(count * each).to_le_bytes());
            made.bytes()
        }),
        ("circle.doc", {
            // The last sector of the text leads back to the first, and the text says that it is as long as can be.
            let mut bytes = document(&"甲\r".repeat(20_000), &[], &[]).bytes();
            let name: Vec<u8> = shorts("WordDocument".encode_utf16());
            let entry = bytes.windows(name.len()).position(|part| part == name).unwrap();
            let first = u32::from_le_bytes(bytes[entry + 116..entry + 120].try_into().unwrap());
            bytes[entry + 120..entry + 124].copy_from_slice(&0x7fff_ffff_u32.to_le_bytes());
            let sector = 1_usize << bytes[30];
            let table = (usize::try_from(u32::from_le_bytes(bytes[76..80].try_into().unwrap())).unwrap() + 1) * sector;
            let mut at = first;
            loop {
                let place = table + usize::try_from(at).unwrap() * 4;
                let next = u32::from_le_bytes(bytes[place..place + 4].try_into().unwrap());
                if next > 0xffff_fff0 {
                    bytes[place..place + 4].copy_from_slice(&first.to_le_bytes());
                    break;
                }
                at = next;
            }
            bytes
        }),
        ("directory.doc", directory(100_000)),
    ]
}

/// A compound file whose directory lists so many streams, each the neighbour of the one before.
fn directory(entries: usize) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xffff_fffe;
    const FREE: u32 = 0xffff_ffff;
    let own = (entries + 1).div_ceil(4);
    // The directory's sectors, and before them those of the table of sectors.
    let table = (0..).find(|table| (own + table).div_ceil(128) <= *table).unwrap();
    let lists = table.saturating_sub(109).div_ceil(127);
    let all = table + lists + own;
    let table = all.div_ceil(128).max(table);
    let number = |number: usize| u32::try_from(number).unwrap();
    let first_list = table;
    let first_own = table + lists;
    let mut head = vec![0; SECTOR];
    head[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    let put = |head: &mut Vec<u8>, at: usize, value: u32| head[at..at + 4].copy_from_slice(&value.to_le_bytes());
    head[24..34].copy_from_slice(&shorts([0x3e, 3, 0xfffe, 9, 6]));
    put(&mut head, 44, number(table));
    put(&mut head, 48, number(first_own));
    put(&mut head, 56, 4096);
    put(&mut head, 60, END);
    put(&mut head, 68, if lists == 0 { END } else { number(first_list) });
    put(&mut head, 72, number(lists));
    for at in 0..109 {
        put(&mut head, 76 + at * 4, if at < table { number(at) } else { FREE });
    }
    let mut next: Vec<u32> = vec![0xffff_fffd; table];
    next.extend(std::iter::repeat_n(0xffff_fffc, lists));
    next.extend((1..own).map(|index| number(first_own + index)).chain([END]));
    next.resize(table * 128, FREE);
    let mut file = head;
    file.extend(next.iter().flat_map(|next| next.to_le_bytes()));
    for list in 0..lists {
        let listed = (109 + list * 127..109 + (list + 1) * 127).map(|at| if at < table { number(at) } else { FREE });
        let after = if list + 1 < lists { number(first_list + list + 1) } else { END };
        file.extend(listed.chain([after]).flat_map(u32::to_le_bytes));
    }
    for index in 0..own * 4 {
        let name = match index {
            0 => "Root Entry".to_owned(),
            1 => "WordDocument".to_owned(),
            // Each behind the one before: a longer name is.
            _ => format!("WordDocument{index:08}"),
        };
        let mut entry = shorts(name.encode_utf16());
        entry.resize(64, 0);
        let kind = match index {
            0 => 5,
            _ if index <= entries => 2,
            _ => 0,
        };
        entry.extend(u16::try_from(name.len() * 2 + 2).unwrap().to_le_bytes());
        entry.extend([kind, 1]);
        let right = if (1..entries).contains(&index) { number(index + 1) } else { FREE };
        entry.extend([FREE, right, if index == 0 { 1 } else { FREE }].iter().flat_map(|place| place.to_le_bytes()));
        entry.extend([0; 36]);
        entry.extend(END.to_le_bytes());
        entry.extend([0; 8]);
        if kind == 0 {
            entry = vec![0; 128];
            for at in [68, 72, 76] {
                put(&mut entry, at, FREE);
            }
        }
        file.extend(entry);
    }
    file
}

/// Workbooks of Excel before 2007.
fn workbooks() -> Vec<(&'static str, Vec<u8>)> {
    use workbook::{Made, record};
    let cell = || record(0x0203, &[workbook::shorts(&[0, 0, 0]), 1_f64.to_le_bytes().to_vec()].concat());
    let one = |globals: Vec<Vec<u8>>, records: Vec<Vec<u8>>| Made::of(globals, vec![("表", 0, records)]).bytes();
    vec![
        ("turning-runs.xls", {
            // A text whose runs go to its end and back to its beginning.
            let (count, units) = (4000_u16, 4000_u16);
            let mut text = [1_u32.to_le_bytes(), 1_u32.to_le_bytes()].concat();
            text.extend(shorts([units]));
            text.push(8);
            text.extend(shorts([2 * count]));
            text.extend(vec![b'a'; usize::from(units)]);
            let runs: Vec<u8> = (0..count).flat_map(|_| shorts([0, 1, units - 1, 2])).collect();
            let continued: Vec<Vec<u8>> = runs.chunks(8000).map(|part| record(0x3c, part)).collect();
            one(vec![[record(0xfc, &text), continued.concat()].concat()], vec![cell()])
        }),
        (
            "continued.xls",
            one(vec![[record(0xfc, &[0; 8]), record(0x3c, &[]).repeat(1_000_000)].concat()], vec![cell()]),
        ),
        ("styles.xls", one(vec![record(0xe0, &[]).repeat(1_000_000)], vec![cell()])),
        ("sheets-at-one-place.xls", {
            let pictures = [record(0xec, &[0; 8000]), record(0x3c, &[1; 8000]).repeat(500)].concat();
            let made = Made::of(Vec::new(), vec![("表", 0, vec![pictures])]);
            let records = made.records();
            // The list of sheets, again and again.
            let listed = records.windows(2).position(|part| part == [0x85, 0]).unwrap();
            let length = 4 + usize::from(u16::from_le_bytes([records[listed + 2], records[listed + 3]]));
            let entry = &records[listed..listed + length];
            let times = 5000_u32;
            let at = u32::from_le_bytes(entry[4..8].try_into().unwrap()) + times * u32::try_from(length).unwrap();
            let moved = [&entry[..4], &at.to_le_bytes(), &entry[8..]].concat();
            let (before, after) = records.split_at(listed);
            made.file(&[before, &moved.repeat(5001), &after[length..]].concat())
        }),
        ("formulas.xls", {
            // A1+A1+A1 and so on, as long as a record may be.
            let mut tokens = vec![0x44, 0, 0, 0, 0];
            while tokens.len() < 8000 {
                tokens.extend([0x44, 0, 0, 0, 0, 3]);
            }
            let formula = [workbook::shorts(&[0, 0, 0]), vec![0; 14], shorts([length(&tokens)]), tokens].concat();
            one(Vec::new(), vec![record(0x06, &formula); 500])
        }),
        ("empty-cells.xls", one(Vec::new(), vec![record(0xbe, &[0; 8000]); 300])),
        ("columns-without-end.xls", {
            let numbers = [shorts([0, 65_000]), vec![1; 6 * 1300], vec![0; 2]].concat();
            one(
                Vec::new(),
                vec![cell(), record(0xbd, &numbers), record(0xbe, &[shorts([1, 65_000]), vec![0; 8000]].concat())],
            )
        }),
        ("far-cells.xls", {
            let far = record(0x0203, &[workbook::shorts(&[65_535, 255, 0]), 1_f64.to_le_bytes().to_vec()].concat());
            one(Vec::new(), vec![cell(), far])
        }),
        ("pictures.xls", {
            let anchor = [vec![0, 0, 0x10, 0xf0, 0x12, 0, 0, 0], vec![0; 18]].concat();
            let picture = [record(0xec, &anchor), record(0x5d, &shorts([0x15, 0x12, 8]))].concat();
            one(Vec::new(), vec![picture.repeat(150_000)])
        }),
        (
            "merges.xls",
            one(Vec::new(), vec![cell(), record(0xe5, &[shorts([1000]), vec![0; 8000]].concat()).repeat(500)]),
        ),
    ]
}

/// Files of the national format of these pages and templates; each page stands on the templates.
fn pages(pages: &[String], templates: &[String], listed: usize) -> Vec<u8> {
    // What packs too well is refused as such, before it is seen what it is.
    let mut package = PackageWriter::new().stored();
    package.part("OFD.xml", "<OFD><DocBody><DocRoot>Document.xml</DocRoot></DocBody></OFD>");
    let entries: String =
        (0..listed).map(|index| format!("<Page ID=\"{index}\" BaseLoc=\"p{}.xml\"/>", index % pages.len())).collect();
    let behind: String =
        (0..templates.len()).map(|index| format!("<TemplatePage ID=\"t{index}\" BaseLoc=\"t{index}.xml\"/>")).collect();
    package.part(
        "Document.xml",
        format!("<Document><CommonData>{behind}</CommonData><Pages>{entries}</Pages></Document>"),
    );
    let uses: String = (0..templates.len()).map(|index| format!("<Template TemplateID=\"t{index}\"/>")).collect();
    let page = |objects: &str, uses: &str| format!("<Page>{uses}<Content><Layer>{objects}</Layer></Content></Page>");
    for (index, objects) in pages.iter().enumerate() {
        package.part(format!("p{index}.xml"), page(objects, &uses));
    }
    for (index, objects) in templates.iter().enumerate() {
        package.part(format!("t{index}.xml"), page(objects, ""));
    }
    package.finish().unwrap()
}

fn national() -> Vec<(&'static str, Vec<u8>)> {
    let text = |text: &str, more: &str| {
        format!(
            "<TextObject Boundary=\"0 0 200 10\" Size=\"3\"><TextCode X=\"0\" Y=\"0\" {more}>{text}</TextCode></TextObject>"
        )
    };
    let mixed = |count: usize| -> String { (0..count).map(|n| format!("{} ", (n * 7919) % 1000)).collect() };
    let one = |objects: String| pages(&[objects], &[], 1);
    vec![
        (
            "path.ofd",
            one(format!(
                "<PathObject Boundary=\"0 0 9 9\"><AbbreviatedData>{}</AbbreviatedData></PathObject>",
                "C ".repeat(500_000)
            )),
        ),
        ("long-text.ofd", one(text(&mixed(400_000), ""))),
        ("steps.ofd", one(text(&"甲".repeat(60_000), "DeltaX=\"g 60000 1\" DeltaY=\"g 60000 1\"").repeat(12))),
        ("many-pages.ofd", pages(&[text("甲", "")], &[], 100_000)),
        ("templates.ofd", pages(&[text("甲", "")], &vec![text("甲乙丙丁", "").repeat(2000); 16], 400)),
        ("pictures.ofd", one("<ImageObject Boundary=\"0 0 9 9\"/>".repeat(1_200_000))),
        ("packed.ofd", {
            let mut package = PackageWriter::new();
            package.part("OFD.xml", " ".repeat(30_000_000));
            package.finish().unwrap()
        }),
        ("deep.ofd", one(format!("{}{}", "<PageBlock>".repeat(100_000), text("甲", "")))),
        ("graphics.ofd", graphics()),
        ("clips.ofd", {
            let outline = format!("<Path><AbbreviatedData>{}</AbbreviatedData></Path>", "C ".repeat(200_000));
            let clip = format!("<Clips><Clip><Area>{}</Area></Clip></Clips>", outline.repeat(20));
            one(format!(
                "<PathObject Boundary=\"0 0 9 9\">{clip}<AbbreviatedData>M 0 0 L 1 1</AbbreviatedData></PathObject>"
            ))
        }),
        ("composite-circle.ofd", one("<CompositeObject ResourceID=\"1\" Boundary=\"0 0 9 9\"/>".repeat(100_000))),
    ]
}

/// A graphic that draws the next a hundred times, which draws the next a hundred times, and the last a long path.
fn graphics() -> Vec<u8> {
    let mut package = PackageWriter::new().stored();
    package.part("OFD.xml", "<OFD><DocBody><DocRoot>Document.xml</DocRoot></DocBody></OFD>");
    package.part(
        "Document.xml",
        "<Document><CommonData><PublicRes>r.xml</PublicRes></CommonData><Pages><Page ID=\"0\" BaseLoc=\"p.xml\"/></Pages></Document>",
    );
    let refer = |number: usize| format!("<CompositeObject ResourceID=\"{number}\" Boundary=\"0 0 9 9\"/>");
    let graphic = |number: usize, held: String| {
        format!("<CompositeGraphicUnit ID=\"{number}\"><Content>{held}</Content></CompositeGraphicUnit>")
    };
    let path = format!(
        "<PathObject Boundary=\"0 0 9 9\"><AbbreviatedData>{}</AbbreviatedData></PathObject>",
        "L 1 1 ".repeat(10_000)
    );
    let all: String = (1..7).map(|number| graphic(number, refer(number + 1).repeat(100))).collect();
    package
        .part("r.xml", format!("<Res><CompositeGraphicUnits>{all}{}</CompositeGraphicUnits></Res>", graphic(7, path)));
    package.part("p.xml", format!("<Page><Content><Layer>{}</Layer></Content></Page>", refer(1)));
    package.finish().unwrap()
}

/// Documents in RTF, whose short words and braces say much.
fn rich_text() -> Vec<(&'static str, Vec<u8>)> {
    let file = |body: String| format!("{{\\rtf1\\ansi {body}").into_bytes();
    let wide = format!("\\trowd{}", "\\clcbpat1\\clvmgf\\cellx9".repeat(1000));
    vec![
        ("braces.rtf", file("{".repeat(4_000_000))),
        ("groups.rtf", file("{\\b{\\i}}".repeat(3_000_000))),
        ("looks.rtf", file("{\\b a}b".repeat(490_000))),
        ("lines.rtf", file("\\par ".repeat(900_000))),
        ("bytes.rtf", file("\\'b9\\'ab".repeat(3_900_000))),
        ("tabs.rtf", file("\\tab".repeat(4_000_000))),
        ("numbers.rtf", file("\\u20844".repeat(4_000_000))),
        ("passed.rtf", file("\\uc2147483647\\u1 a".repeat(2_000_000))),
        ("edges.rtf", file(wide.clone() + &"\\intbl 1\\cell\\row ".repeat(99_000))),
        ("rows.rtf", file(format!("{wide}\\intbl 1\\cell\\row ").repeat(2_000))),
        ("fields.rtf", file("{\\field{\\*\\fldinst PAGE}}".repeat(300_000))),
        ("boxes.rtf", file("{\\*\\shpinst{\\shptxt ".repeat(120) + &"\\par a".repeat(400_000))),
        ("notes.rtf", file("{\\footnote a}".repeat(300_000))),
        ("styles.rtf", file(format!("{{\\stylesheet{}}}", "{\\s1 a;}".repeat(240_000)))),
        ("binary.rtf", file("\\bin4294967295 ".to_owned() + &"a".repeat(1000))),
    ]
}

/// Documents and workbooks that Office saves as one file of XML.
fn in_xml() -> Vec<(&'static str, Vec<u8>)> {
    let document = |body: String| {
        format!("<?mso-application progid=\"Word.Document\"?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"><w:body>{body}</w:body></w:wordDocument>").into_bytes()
    };
    let book = |inner: String| {
        format!("<?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">{inner}</Workbook>").into_bytes()
    };
    let sheet = |rows: String| format!("<Worksheet><Table>{rows}</Table></Worksheet>");
    vec![
        ("xml-text.doc", document(format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "甲".repeat(4_100_000)))),
        ("xml-runs.doc", document("<w:p><w:r><w:t>a</w:t></w:r></w:p>".repeat(300_000))),
        ("xml-tags.doc", document("<a>".repeat(5_000) + &"</a>".repeat(5_000))),
        ("xml-notes.doc", document("<w:footnote><w:p/></w:footnote>".repeat(400_000))),
        ("xml-parts.doc", {
            let part = "<pkg:part pkg:name=\"/a\" pkg:contentType=\"b\"><pkg:xmlData><a/></pkg:xmlData></pkg:part>";
            format!("<pkg:package xmlns:pkg=\"a\">{}</pkg:package>", part.repeat(240_000)).into_bytes()
        }),
        ("xml-cells.xls", book(sheet(format!("<Row>{}</Row>", "<Cell/>".repeat(900)).repeat(120)))),
        ("xml-rows.xls", book(sheet("<Row ss:Span=\"99\"/>".repeat(900_000)))),
        ("xml-merges.xls", {
            let cell = "<Cell ss:MergeAcross=\"9999\" ss:MergeDown=\"99999\"/>";
            book(sheet(format!("<Row>{cell}</Row>").repeat(90_000)))
        }),
        ("xml-columns.xls", {
            let columns = "<Column StyleID=\"a\"/>".repeat(16_000);
            book(sheet(columns + &format!("<Row>{}</Row>", "<Cell Index=\"16000\"/>".repeat(90_000))))
        }),
        ("xml-styles.xls", {
            let styles: String = (0..60_000)
                .map(|n| {
                    format!("<Style ID=\"s{n}\" Parent=\"s0\"><NumberFormat Format=\"{}\"/></Style>", "0".repeat(900))
                })
                .collect();
            book(format!("<Styles>{styles}</Styles>"))
        }),
        ("xml-text.xls", book(sheet(format!("<Row><Cell><Data>{}</Data></Cell></Row>", "<B>a</B>".repeat(499_000))))),
    ]
}

/// All of them, by name.
pub(crate) fn attacks() -> Vec<(&'static str, Vec<u8>)> {
    [documents(), rich_text(), in_xml(), workbooks(), national()].concat()
}
