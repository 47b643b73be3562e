//! What a document has beside its pages: attached files, signatures and seals.

use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::Package;

use super::notes::told;
use super::structure::{self, Document, Told, elements};

/// No more remarks of one kind are made.
const MOST: usize = 200;

/// Says what is attached to a document.
pub(super) fn attachments(
    package: &mut Package<'_>,
    document: &Document,
    remarks: &mut Vec<Remark>,
    limits: &Limits,
    meter: &mut Meter,
) -> Result<(), ReadError> {
    for list in &document.attachments {
        let Some(text) = package.xml_part(list)? else { continue };
        let mut found = 0;
        elements(&text, list, limits, meter, |said, meter| {
            let Told::Opened("Attachment", attachment) = said else { return Ok(()) };
            meter.nodes(1)?;
            found += 1;
            if found > MOST {
                return Ok(());
            }
            let name = attachment.attribute("Name")?.unwrap_or_default();
            let format = attachment.attribute("Format")?.unwrap_or_default();
            let name = told(&if format.is_empty() { name.into_owned() } else { format!("{name}.{format}") });
            let said = format!("附件“{name}”未读 / an attached file: “{name}”");
            remarks.push(Remark::new(RemarkKind::Attachment, said, Position::default()));
            Ok(())
        })?;
    }
    Ok(())
}

/// Says on which pages of a document seals stand; its first page has this number. A seal covers what stands under it and
/// takes nothing away, so that is read as if there were none.
pub(super) fn seals(
    package: &mut Package<'_>,
    document: &Document,
    first: usize,
    remarks: &mut Vec<Remark>,
    (limits, meter): (&Limits, &mut Meter),
) -> Result<(), ReadError> {
    let Some(list) = &document.signatures else { return Ok(()) };
    let Some(text) = package.xml_part(list)? else { return Ok(()) };
    let mut parts = Vec::new();
    elements(&text, list, limits, meter, |said, meter| {
        let Told::Opened("Signature", signature) = said else { return Ok(()) };
        meter.nodes(1)?;
        if parts.len() < MOST {
            parts.extend(signature.attribute("BaseLoc")?.and_then(|place| structure::part(package, list, &place)));
        }
        Ok(())
    })?;
    let mut sealed: Vec<Position> = Vec::new();
    for part in parts {
        let Some(text) = package.xml_part(&part)? else { continue };
        elements(&text, &part, limits, meter, |said, _| {
            let Told::Opened("StampAnnot", stamp) = said else { return Ok(()) };
            let page = stamp.attribute("PageRef")?.unwrap_or_default();
            let index = document.pages.iter().position(|(number, _)| number == page.trim());
            let position = index.map_or_else(Position::default, |index| Position::default().page(first + index));
            if !sealed.contains(&position) && sealed.len() < MOST {
                sealed.push(position);
            }
            Ok(())
        })?;
    }
    for position in sealed {
        remarks.push(Remark::new(RemarkKind::FormField, SEAL, position));
    }
    Ok(())
}

/// What is said of a seal.
pub(super) const SEAL: &str = "电子签章的图样未读，所盖的文字照读 / the look of a seal; what it covers is read";
