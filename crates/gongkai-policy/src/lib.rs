//! Local rules and accepted findings: what one office adds to the registry.
