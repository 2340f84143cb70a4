using Xunit;

namespace Alokon.Tests.Engine.JavaScript;

/// <summary>What is not run is refused when the workflow is published, by its name and place.</summary>
public sealed class RefusedScriptTests
{
    [Theory]
    [InlineData("class A {}", "class", 1, 1)]
    [InlineData("f(...a)", "rest/spread (...)", 1, 3)]
    [InlineData("(...a) => a", "rest/spread (...)", 1, 2)]
    [InlineData("[...a]", "rest/spread (...)", 1, 2)]
    [InlineData("({ ...a })", "rest/spread (...)", 1, 4)]
    [InlineData("var { a } = b", "destructuring", 1, 5)]
    [InlineData("const [a] = b", "destructuring", 1, 7)]
    [InlineData("[a] = b", "destructuring", 1, 5)]
    [InlineData("({ a } = b)", "destructuring", 1, 8)]
    [InlineData("({ a }) => a", "destructuring", 1, 9)]
    [InlineData("(a = 1) => a", "nilai bawaan parameter", 1, 9)]
    [InlineData("function f(a = 1) {}", "nilai bawaan parameter", 1, 14)]
    [InlineData("async () => 1", "async", 1, 1)]
    [InlineData("async function f() {}", "async", 1, 1)]
    [InlineData("1;\n  await x", "await", 2, 3)]
    [InlineData("function* f() {}", "generator", 1, 9)]
    [InlineData("({ *f() {} })", "generator", 1, 4)]
    [InlineData("a?.b", "optional chaining (?.)", 1, 2)]
    [InlineData("a ?? b", "??", 1, 3)]
    [InlineData("a ??= b", "??=", 1, 3)]
    [InlineData("a &&= b", "&&=", 1, 3)]
    [InlineData("2 ** 3", "**", 1, 3)]
    [InlineData("for (const a of b) {}", "for … of", 1, 14)]
    [InlineData("import a from 'b'", "modul (import, export)", 1, 1)]
    [InlineData("10n", "BigInt", 1, 1)]
    [InlineData("1_000", "pemisah angka", 1, 1)]
    [InlineData("0b11", "biner", 1, 1)]
    [InlineData("tag`x`", "template bertanda", 1, 4)]
    [InlineData("({ [a]: 1 })", "nama anggota terhitung", 1, 4)]
    [InlineData("new.target", "new.target", 1, 4)]
    [InlineData("try {} catch {}", "catch tanpa nama", 1, 14)]
    [InlineData("/a/u", "tanda ungkapan reguler", 1, 1)]
    [InlineData("/(?<=a)b/", "lookbehind", 1, 1)]
    [InlineData("new Map()", "Map", 1, 5)]
    [InlineData("Promise.resolve(1)", "Promise", 1, 1)]
    public void Newer_syntax_is_refused_by_name(string script, string name, int line, int column)
    {
        var refused = Js.Refused(script);
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (refused.Line, refused.Column));
    }

    [Theory]
    [InlineData("const x = 1;\nx = 2;", "const", 2, 1)]
    [InlineData("const x = 1; (() => { x++; })()", "const", 1, 23)]
    [InlineData("const x;", "harus diberi nilai", 1, 8)]
    [InlineData("let x; let x;", "sudah dideklarasikan", 1, 12)]
    [InlineData("let x; { var x; }", "sudah dideklarasikan", 1, 14)]
    [InlineData("var x; let x;", "sudah dideklarasikan", 1, 12)]
    [InlineData("function f(a) { let a; }", "sudah dideklarasikan", 1, 21)]
    [InlineData("{ x; let x = 1; }", "sebelum dideklarasikan", 1, 3)]
    [InlineData("let x = x + 1;", "sebelum dideklarasikan", 1, 9)]
    [InlineData("for (let i = 0; f(() => i); i++) {}", "kepala for", 1, 25)]
    [InlineData("if (a) { function f() {} }", "function di dalam blok", 1, 10)]
    [InlineData("with (a) {}", "with", 1, 1)]
    [InlineData("eval('1')", "eval", 1, 1)]
    [InlineData("new Function('return 1')", "Function", 1, 5)]
    [InlineData("getConfig('x')", "getConfig", 1, 1)]
    [InlineData("streamToBytes(x)", "streamToBytes", 1, 1)]
    [InlineData("fetch('http://x')", "fetch", 1, 1)]
    [InlineData("() => arguments", "arguments", 1, 7)]
    public void What_cannot_be_rewritten_safely_is_refused(string script, string reason, int line, int column)
    {
        var refused = Js.Refused(script);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (refused.Line, refused.Column));
    }

    [Theory]
    [InlineData("1 +", 1, 4)]
    [InlineData("f(1", 1, 4)]
    [InlineData("'abc", 1, 1)]
    [InlineData("var a = 1;\nvar = 2;", 2, 5)]
    [InlineData("a b", 1, 3)]
    [InlineData("`${a", 1, 5)]
    [InlineData("if (a {", 1, 7)]
    [InlineData("break;", 1, 6)]
    [InlineData("1 = 2", 1, 3)]
    public void A_mistake_is_shown_where_it_stands(string script, int line, int column)
    {
        var refused = Js.Refused(script);
        Assert.Equal((line, column), (refused.Line, refused.Column));
    }

    [Fact]
    public void A_script_nested_without_end_is_refused_and_does_not_end_the_process() =>
        Assert.Contains("terlalu dalam", Js.Refused(new string('(', 20_000)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_chain_of_operators_without_end_is_refused_and_does_not_end_the_process() =>
        Assert.Contains("terlalu panjang", Js.Refused(string.Join(" - ", Enumerable.Repeat("1", 20_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_long_sum_of_texts_is_no_chain() =>
        Assert.Equal("1000", Js.Value($"({string.Join(" + ", Enumerable.Repeat("'a'", 1000))}).length"));
}
