//! Inputs of several parts, so that the fuzzer need not learn to pack.

/// The parts of an input, which a zero byte ends each; parts that are not there are empty.
pub fn parts<const N: usize>(data: &[u8]) -> [&[u8]; N] {
    let mut parts = data.splitn(N, |&byte| byte == 0);
    [(); N].map(|()| parts.next().unwrap_or_default())
}
