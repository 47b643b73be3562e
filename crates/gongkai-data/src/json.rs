//! JSON text to the common tree.

use std::ops::Range;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use gongkai_core::format::ReadError;

use crate::source::Source;
use crate::tree::{Entry, Node, Value};

/// JSON as RFC 8259 has it, none of the parser's extensions.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
};

pub(crate) fn parse(source: &Source<'_>) -> Result<Node, ReadError> {
    let parsed =
        parse_to_ast(source.text, &CollectOptions::default(), &STRICT).map_err(|error| syntax(source, &error))?;
    let root = parsed.value.ok_or(ReadError::Empty)?;
    node(root, source)
}

fn node(value: ast::Value<'_>, source: &Source<'_>) -> Result<Node, ReadError> {
    let range = value.range();
    let span = range.start..range.end;
    let value = match value {
        ast::Value::StringLit(literal) => {
            refuse_control_characters(&span, source)?;
            Value::Text(literal.value.into_owned())
        }
        ast::Value::NumberLit(literal) => Value::Number(literal.value.to_owned()),
        ast::Value::BooleanLit(literal) => Value::Boolean(literal.value),
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::Array(array) => {
            Value::Array(array.elements.into_iter().map(|item| node(item, source)).collect::<Result<_, _>>()?)
        }
        ast::Value::Object(object) => Value::Table(
            object.properties.into_iter().map(|property| entry(property, source)).collect::<Result<_, _>>()?,
        ),
    };
    Ok(Node { span, value })
}

fn entry(property: ast::ObjectProp<'_>, source: &Source<'_>) -> Result<Entry, ReadError> {
    let range = property.name.range();
    Ok(Entry {
        key_span: range.start..range.end,
        key: property.name.into_string(),
        node: node(property.value, source)?,
    })
}

/// The parser takes line breaks and other control characters inside quotes, which JSON does not.
fn refuse_control_characters(span: &Range<usize>, source: &Source<'_>) -> Result<(), ReadError> {
    let raw = source.text.get(span.clone()).unwrap_or_default();
    match raw.char_indices().find(|&(_, c)| c < ' ') {
        Some((offset, _)) => Err(source.error(
            &(span.start + offset..span.end),
            "JSON 语法错误：引号内不能换行，也不能有控制字符；换行请写 \\n",
            "JSON syntax: no line break or control character inside quotes; write \\n",
        )),
        None => Ok(()),
    }
}

/// A syntax error of the parser, said in both languages.
fn syntax(source: &Source<'_>, error: &ParseError) -> ReadError {
    let range = error.range();
    let english = error.kind().to_string();
    let chinese = match error.kind() {
        ParseErrorKind::CommentsNotAllowed => "JSON 不能有注释",
        ParseErrorKind::TrailingCommasNotAllowed => "最后一项后面多了逗号",
        ParseErrorKind::ExpectedComma => "两项之间缺少英文逗号",
        ParseErrorKind::ExpectedColonAfterObjectKey => "键后面缺少英文冒号",
        ParseErrorKind::ExpectedObjectValue => "冒号后面缺少值",
        ParseErrorKind::ExpectedStringObjectProperty | ParseErrorKind::SingleQuotedStringsNotAllowed => {
            "键和文字要加英文双引号"
        }
        ParseErrorKind::MultipleRootJsonValues => "文件末尾还有多余的内容",
        ParseErrorKind::UnterminatedArray => "数组缺少结尾的 ]，文件可能不完整",
        ParseErrorKind::UnterminatedObject => "对象缺少结尾的 }，文件可能不完整",
        ParseErrorKind::NestingDepthExceeded => "嵌套层次过深",
        ParseErrorKind::String(_) if english.contains("surrogate") => "转义 \\u 只有代理对的一半，不是字符",
        ParseErrorKind::String(_) => "文字缺少结尾的引号，或转义写法不对",
        _ => "写法不合 JSON 语法",
    };
    let span = range.start..range.end;
    source.error(&span, &format!("JSON 语法错误：{chinese}"), &format!("JSON syntax: {english}"))
}
