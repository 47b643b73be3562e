//! `gongkai-bindgen IN.wasm OUT_DIR`: writes the module with the JavaScript that calls it.

mod profile;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: gongkai-bindgen IN.wasm OUT_DIR");
        return ExitCode::from(2);
    };
    match write(&input, Path::new(&output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write(input: &str, output: &Path) -> Result<(), String> {
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    let mut made = bindgen
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
        .and_then(|bindgen| bindgen.generate_output())
        .map_err(|error| format!("{error:#}"))?;
    let data = &mut made.wasm_mut().data;
    for segment in data.iter().map(|segment| segment.id()).collect::<Vec<_>>() {
        profile::blank(&mut data.get_mut(segment).value);
    }
    made.emit(output).map_err(|error| format!("{error:#}"))
}
