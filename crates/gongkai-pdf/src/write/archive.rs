//! What archives ask of a file (ISO 19005-3): what it says of itself in a form of its own, what its colours mean, and the
//! data that it was made from.

use gongkai_core::Within;
use std::fmt::Write as _;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary, text_string};

use super::profile;
use super::properties::Stated;

/// What the attached data is called.
const ATTACHED: &str = "report.json";

/// Puts all of it into the file and its catalogue.
pub(super) fn put(
    file: &mut lopdf::Document,
    catalog: &mut Dictionary,
    stated: &Stated,
    name: u128,
    report: Option<&str>,
) {
    let described = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    // Left as it is, so that programs which know nothing of PDF find it.
    let described = Stream::new(described, metadata(stated, name).into_bytes()).with_compression(false);
    catalog.set("Metadata", file.add_object(described));
    let colours = file.add_object(Stream::new(dictionary! { "N" => 3 }, profile::srgb()));
    let mut intent = dictionary! { "Type" => "OutputIntent", "S" => "GTS_PDFA1", "DestOutputProfile" => colours };
    intent.set("OutputConditionIdentifier", Object::string_literal("sRGB"));
    intent.set("Info", Object::string_literal("sRGB IEC61966-2.1"));
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    if let Some(report) = report {
        let attached = attach(file, report);
        catalog.set("AF", vec![Object::Reference(attached)]);
        let names = vec![Object::string_literal(ATTACHED), Object::Reference(attached)];
        catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
    }
}

/// Attaches the data that the file was made from.
fn attach(file: &mut lopdf::Document, report: &str) -> ObjectId {
    let size = i64::try_from(report.len()).unwrap_or(i64::MAX);
    let mut described = dictionary! { "Type" => "EmbeddedFile", "Subtype" => "application/json" };
    described.set("Params", dictionary! { "Size" => size });
    let embedded = file.add_object(Stream::new(described, report.as_bytes().to_vec()));
    let mut made = dictionary! { "Type" => "Filespec", "AFRelationship" => "Source" };
    made.set("F", Object::string_literal(ATTACHED));
    made.set("UF", Object::string_literal(ATTACHED));
    made.set("Desc", text_string("报告的数据，可供程序读取"));
    made.set("EF", dictionary! { "F" => embedded, "UF" => embedded });
    file.add_object(made)
}

/// The schema of the mark that says the file is accessible, which archives want explained.
const ACCESSIBILITY: &str = "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>";

/// What the file says of itself, as XMP (ISO 16684-1).
fn metadata(stated: &Stated, name: u128) -> String {
    let mut out = String::from(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\"",
    );
    for (prefix, space) in [
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("pdf", "http://ns.adobe.com/pdf/1.3/"),
        ("xmp", "http://ns.adobe.com/xap/1.0/"),
        ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
        ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
        ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
        ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
        ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
        ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
    ] {
        let _ = write!(out, " xmlns:{prefix}=\"{space}\"");
    }
    out.push('>');
    let in_any_language =
        |text: &str| format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt>", escaped(text));
    let mut put = |element: &str, content: String| {
        let _ = write!(out, "<{element}>{content}</{element}>");
    };
    put("dc:format", "application/pdf".to_owned());
    put("dc:language", "<rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag>".to_owned());
    for (key, text) in stated.texts() {
        match key {
            "Title" => put("dc:title", in_any_language(text)),
            "Author" => put("dc:creator", format!("<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>", escaped(text))),
            "Subject" => put("dc:description", in_any_language(text)),
            "Keywords" => put("pdf:Keywords", escaped(text)),
            "Creator" => put("xmp:CreatorTool", escaped(text)),
            "Producer" => put("pdf:Producer", escaped(text)),
            _ => {}
        }
    }
    let name = uuid(name);
    put("xmpMM:DocumentID", name.clone());
    put("xmpMM:InstanceID", name);
    put("pdfaid:part", "3".to_owned());
    put("pdfaid:conformance", "A".to_owned());
    // Whoever has the file read to them is told its title first.
    if stated.is_titled() {
        put("pdfuaid:part", "1".to_owned());
        out.push_str(ACCESSIBILITY);
    }
    out.push_str("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
    out
}

/// A name of a file as XMP writes it.
fn uuid(name: u128) -> String {
    let digits: Vec<char> = format!("{name:032x}").chars().collect();
    let groups: [&[char]; 5] =
        [digits.within(..8), digits.within(8..12), digits.within(12..16), digits.within(16..20), digits.within(20..)];
    format!("uuid:{}", groups.map(|group| group.iter().collect::<String>()).join("-"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
