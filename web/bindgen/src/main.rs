//! `gongkai-bindgen IN.wasm OUT_DIR`: writes the module with the JavaScript that calls it.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: gongkai-bindgen IN.wasm OUT_DIR");
        return ExitCode::from(2);
    };
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    let made = bindgen
        .input_path(input)
        .out_name("gongkai")
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        // After a panic the module is started anew from the same script.
        .reset_state_function(true)
        // Whoever makes an engine hands the module over; nothing is fetched.
        .omit_default_module_path(true)
        .web(true)
        .and_then(|bindgen| bindgen.generate(output));
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
