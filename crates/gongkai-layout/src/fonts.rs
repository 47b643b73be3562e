//! Fonts: finding, for each role of a house style, the best face that the system has.

mod candidates;
mod face;
mod selection;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use gongkai_core::format::WriteError;
use gongkai_core::style::{FontRole, Style};

pub use face::{Face, FaceGlyph, FaceMetrics, FontProgram};
pub(crate) use selection::{Shaper, is_latin};

/// Characters that a Chinese face must have to be trusted with a filing.
const PROOF: &str = "政府信息公开工作年度报告";

/// The fonts of a system, loaded once and shared by every document of a batch.
///
/// Loading reads only the names of the faces; of a face's own tables what a document needs is read when it first needs it.
///
/// ```
/// use gongkai_layout::Fonts;
/// use gongkai_core::style::Style;
/// let fonts = Fonts::system();
/// for role in fonts.roles(&Style::gbt9704()) {
///     println!("{}：{}", role.role.printed(), role.face.as_ref().map_or("（无）", |face| face.family()));
/// }
/// ```
#[derive(Debug)]
pub struct Fonts {
    database: Arc<fontdb::Database>,
    /// Every face in an order that depends on names only, never on how a folder is listed.
    order: Vec<fontdb::ID>,
    /// The places in the order of the faces that bear a name.
    named: BTreeMap<String, Vec<usize>>,
    /// What plays the roles of the styles met so far, by the families that they name.
    roles: Mutex<BTreeMap<BTreeMap<FontRole, String>, Vec<FoundRole>>>,
    /// The faces in use by their place in the order and their weight.
    used: Mutex<BTreeMap<(usize, u16), Arc<Face>>>,
    /// Which face has a character that the chosen ones lack.
    rescued: Mutex<BTreeMap<char, Option<Arc<Face>>>>,
}

/// What was found for a role.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FoundRole {
    /// The role.
    pub role: FontRole,
    /// The family that the style names for it.
    pub wanted: String,
    /// The face that plays it, if the system has any.
    pub face: Option<Arc<Face>>,
    /// Whether the face is another than the wanted one.
    pub substituted: bool,
}

impl Fonts {
    /// The fonts that the system has in its usual places.
    #[must_use]
    pub fn system() -> Self {
        Self::with_dirs::<&Path>(&[])
    }

    /// The fonts in these folders, and then those of the system. A folder that cannot be read counts as empty.
    #[must_use]
    pub fn with_dirs<P: AsRef<Path>>(dirs: &[P]) -> Self {
        let mut database = fontdb::Database::new();
        for dir in dirs {
            database.load_fonts_dir(dir);
        }
        database.load_system_fonts();
        let dirs: Vec<PathBuf> = dirs.iter().map(|dir| dir.as_ref().to_path_buf()).collect();
        Self::of(database, &dirs)
    }

    /// The fonts in these folders only.
    #[must_use]
    pub fn only_dirs<P: AsRef<Path>>(dirs: &[P]) -> Self {
        let mut database = fontdb::Database::new();
        for dir in dirs {
            database.load_fonts_dir(dir);
        }
        Self::of(database, &[])
    }

    /// The faces of these font files only, for hosts without a file system; a file that is no font counts as none.
    #[must_use]
    pub fn of_files(files: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let mut database = fontdb::Database::new();
        for bytes in files {
            database.load_font_source(fontdb::Source::Binary(Arc::new(bytes)));
        }
        Self::of(database, &[])
    }

    fn of(database: fontdb::Database, first: &[PathBuf]) -> Self {
        let mut faces: Vec<&fontdb::FaceInfo> = database.faces().collect();
        faces.sort_by_cached_key(|info| {
            let path = match &info.source {
                fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _) => path.clone(),
                fontdb::Source::Binary(_) => PathBuf::new(),
            };
            let own = first.iter().position(|dir| path.starts_with(dir)).unwrap_or(first.len());
            (own, info.post_script_name.clone(), path, info.index)
        });
        let order = faces.iter().map(|info| info.id).collect();
        let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, info) in faces.iter().enumerate() {
            let families = info.families.iter().map(|(family, _)| plain(family));
            let names: BTreeSet<String> = families.chain([plain(&info.post_script_name)]).collect();
            names.into_iter().for_each(|name| named.entry(name).or_default().push(place));
        }
        Self {
            database: Arc::new(database),
            order,
            named,
            roles: Mutex::new(BTreeMap::new()),
            used: Mutex::new(BTreeMap::new()),
            rescued: Mutex::new(BTreeMap::new()),
        }
    }

    /// What plays each role of a style, in the order of [`FontRole::ALL`].
    #[must_use]
    pub fn roles(&self, style: &Style) -> Vec<FoundRole> {
        let known = self.roles.lock().unwrap_or_else(PoisonError::into_inner).get(&style.families).cloned();
        known.unwrap_or_else(|| {
            let found: Vec<FoundRole> = FontRole::ALL.into_iter().map(|role| self.role(style, role)).collect();
            let mut roles = self.roles.lock().unwrap_or_else(PoisonError::into_inner);
            roles.insert(style.families.clone(), found.clone());
            found
        })
    }

    fn role(&self, style: &Style, role: FontRole) -> FoundRole {
        let wanted = style.family(role).to_owned();
        let named = style.families.get(&role);
        let own_weight = if role == FontRole::Title && named.is_none() { 700 } else { 400 };
        let proof: Vec<char> = PROOF.chars().collect();
        let fits = |face: &Arc<Face>| {
            role == FontRole::Latin || {
                face.look_up(&proof);
                proof.iter().all(|c| face.glyph(*c).is_some())
            }
        };
        let found = |face, substituted| FoundRole { role, wanted: wanted.clone(), face, substituted };
        if let Some(face) = named.and_then(|name| self.named(name, 400)).filter(fits) {
            return found(Some(face), false);
        }
        for candidate in candidates::candidates(role) {
            if let Some(face) = self.named(candidate.name, candidate.weight).filter(fits) {
                return found(Some(face), named.is_some() || !candidate.meant);
            }
        }
        // Any Chinese face is better than none; a Latin role may end here too, set in a Chinese face's digits.
        let others = [FontRole::Song, FontRole::Body, FontRole::Heading, FontRole::Subheading];
        let any = others
            .iter()
            .flat_map(|&other| candidates::candidates(other))
            .find_map(|candidate| self.named(candidate.name, own_weight).filter(fits));
        let any = any.or_else(|| {
            let chinese = |place: &usize| PROOF.chars().next().is_some_and(|first| self.has(*place, first));
            (0..self.order.len()).filter(chinese).filter_map(|place| self.face(place, own_weight)).find(fits)
        });
        let substituted = any.is_some();
        found(any, substituted)
    }

    /// The face of a family, by any of its names, nearest to a weight and upright.
    fn named(&self, name: &str, weight: u16) -> Option<Arc<Face>> {
        let places = self.named.get(&plain(name))?;
        let nearest = places
            .iter()
            .filter_map(|&place| Some((place, self.database.face(*self.order.get(place)?)?)))
            .min_by_key(|(place, info)| {
                let slanted = info.style != fontdb::Style::Normal;
                let narrow = info.stretch != fontdb::Stretch::Normal;
                (slanted, narrow, info.weight.0.abs_diff(weight), *place)
            })?;
        self.face(nearest.0, weight)
    }

    /// A bold face of the same family.
    fn bold_of(&self, face: &Face) -> Option<Arc<Face>> {
        self.named(face.family(), 700).filter(|bold| !bold.is_the_face(face))
    }

    fn face(&self, place: usize, weight: u16) -> Option<Arc<Face>> {
        let info = self.database.face(*self.order.get(place)?)?;
        // A file of one weight is one face, whatever weight was asked for, so that it is embedded once.
        let varies = self.database.with_face_data(info.id, face::varies).unwrap_or(false);
        let weight = if varies { weight } else { info.weight.0 };
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(Face::new(&self.database, info, weight, varies));
        let face = used.entry((place, weight)).or_insert_with(new);
        Some(Arc::clone(face))
    }

    /// Whether a face has a character, by its character map alone: the tables of every face of a system would fill
    /// the memory.
    fn has(&self, place: usize, character: char) -> bool {
        let id = self.order.get(place).copied();
        let has = id.and_then(|id| self.database.with_face_data(id, |bytes, index| face::has(bytes, index, character)));
        has == Some(true)
    }

    /// Any face that has a character which the chosen faces lack.
    fn rescue(&self, character: char) -> Option<Arc<Face>> {
        let known = self.rescued.lock().unwrap_or_else(PoisonError::into_inner).get(&character).cloned();
        if let Some(known) = known {
            return known;
        }
        let place = (0..self.order.len()).find(|&place| self.has(place, character));
        let found = place.and_then(|place| self.face(place, 400));
        self.rescued.lock().unwrap_or_else(PoisonError::into_inner).insert(character, found.clone());
        found
    }

    /// The faces that play the roles of a style, in the order of [`FontRole::ALL`], or what to install.
    fn chosen(&self, style: &Style) -> Result<Vec<FoundRole>, WriteError> {
        let roles = self.roles(style);
        match roles.iter().find(|found| found.face.is_none()) {
            None => Ok(roles),
            Some(found) => Err(WriteError::NoFont {
                role: found.role.printed(),
                advice: "请安装一种中文字体，例如在 Debian、Ubuntu 上 apt install fonts-noto-cjk，或把字体文件放进指定的字体文件夹 / \
                         install a Chinese font, on Debian the package fonts-noto-cjk"
                    .into(),
            }),
        }
    }
}

/// A name for comparing: families are written with and without spaces, hyphens and capitals.
fn plain(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_plainly() {
        assert_eq!(plain("仿宋_GB2312"), plain("仿宋 GB2312"));
        assert_eq!(plain("FangSong"), plain("Fang-song"));
        assert_ne!(plain("FangSong"), plain("FangSong_GB2312"));
    }

    #[test]
    fn no_font_says_what_to_install() {
        let none = Fonts::only_dirs::<&Path>(&[]);
        let error = none.chosen(&Style::gbt9704()).expect_err("there is no font");
        assert!(error.to_string().contains("fonts-noto-cjk"), "{error}");
        assert!(none.roles(&Style::gbt9704()).iter().all(|found| found.face.is_none()));
    }
}
