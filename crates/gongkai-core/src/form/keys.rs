//! The keys of the forms' rows and columns, by which code outside the forms names cells: a name that is mistyped does not
//! compile. A test holds them equal to the keys that the editions declare.

/// A constant for each key, and all of them.
macro_rules! keys {
    ($($name:ident = $key:literal),* $(,)?) => {
        $(
            #[doc = concat!("`", $key, "`")]
            pub const $name: &str = $key;
        )*
        /// Every key.
        pub const ALL: &[&str] = &[$($name),*];
    };
}

/// The rows of tables 二 and 三 and the groups of table 四.
pub mod row {
    keys! {
        REGULATIONS = "regulations",
        NORMATIVE_DOCUMENTS = "normative_documents",
        LICENSES = "licenses",
        PENALTIES = "penalties",
        COMPULSORY_MEASURES = "compulsory_measures",
        ADMINISTRATIVE_FEES = "administrative_fees",
        RECEIVED = "received",
        CARRIED_IN = "carried_in",
        GRANTED = "granted",
        PARTIALLY_GRANTED = "partially_granted",
        STATE_SECRET = "state_secret",
        PROHIBITED_BY_LAW = "prohibited_by_law",
        ENDANGERS_SECURITY_OR_STABILITY = "endangers_security_or_stability",
        THIRD_PARTY_RIGHTS = "third_party_rights",
        INTERNAL_AFFAIRS = "internal_affairs",
        PROCESS_INFORMATION = "process_information",
        ENFORCEMENT_FILE = "enforcement_file",
        ADMINISTRATIVE_INQUIRY = "administrative_inquiry",
        NOT_HELD = "not_held",
        NEEDS_CREATION = "needs_creation",
        STILL_UNCLEAR = "still_unclear",
        PETITION_OR_COMPLAINT = "petition_or_complaint",
        DUPLICATE = "duplicate",
        PUBLISHED_MATERIAL = "published_material",
        EXCESSIVE = "excessive",
        CONFIRMATION_OR_REISSUE = "confirmation_or_reissue",
        CORRECTION_OVERDUE = "correction_overdue",
        FEE_OVERDUE = "fee_overdue",
        OTHER_OUTCOME = "other_outcome",
        TOTAL_PROCESSED = "total_processed",
        CARRIED_OUT = "carried_out",
        RECONSIDERATION = "reconsideration",
        DIRECT_LITIGATION = "direct_litigation",
        LITIGATION_AFTER_RECONSIDERATION = "litigation_after_reconsideration",
        OTHER_EXTERNAL_SERVICES = "other_external_services",
        GOVERNMENT_PROCUREMENT = "government_procurement",
    }
}

/// The columns of the tables.
pub mod column {
    keys! {
        ISSUED = "issued",
        REPEALED = "repealed",
        IN_FORCE = "in_force",
        DECISIONS = "decisions",
        AMOUNT = "amount",
        NATURAL_PERSON = "natural_person",
        BUSINESS = "business",
        RESEARCH_INSTITUTION = "research_institution",
        PUBLIC_INTEREST = "public_interest",
        LEGAL_SERVICE = "legal_service",
        OTHER_ORGANIZATION = "other_organization",
        TOTAL = "total",
        UPHELD = "upheld",
        CORRECTED = "corrected",
        OTHER = "other",
        PENDING = "pending",
        CREATED = "created",
        DISCLOSED = "disclosed",
        TOTAL_DISCLOSED = "total_disclosed",
        PRIOR_YEAR_ITEMS = "prior_year_items",
        CHANGE = "change",
        PROJECTS = "projects",
    }
}
