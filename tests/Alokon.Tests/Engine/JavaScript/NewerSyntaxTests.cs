using Xunit;

namespace Alokon.Tests.Engine.JavaScript;

/// <summary>What is rewritten gives what ES6 gives.</summary>
public sealed class NewerSyntaxTests
{
    [Theory]
    [InlineData("`a${1 + 1}b`", "\"a2b\"")]
    [InlineData("`a${`b${'c'}`}d`", "\"abcd\"")]
    [InlineData("`satu\ndua`", "\"satu\\ndua\"")]
    [InlineData("`\\`${'$'}{}`", "\"\\u0060${}\"")]
    [InlineData("`${{ toString: function () { return 't'; }, valueOf: function () { return 'v'; } }}`", "\"t\"")]
    [InlineData("`${[1, 2]} ${null} ${undefined}`", "\"1,2 null undefined\"")]
    public void A_template_is_its_text(string script, string value) => Assert.Equal(value, Js.Value(script));

    [Theory]
    [InlineData("[1, 2, 3].map(x => x * 2)", "[2,4,6]")]
    [InlineData("(() => 7)()", "7")]
    [InlineData("((a, b) => { return a - b; })(5, 3)", "2")]
    [InlineData("[1].map(x => ({ nilai: x }))", "[{\"nilai\":1}]")]
    [InlineData("(a => b => c => a + b + c)(1)(2)(3)", "6")]
    [InlineData("var o = { n: 5, f: function () { return [1].map(() => this.n)[0]; } }; o.f()", "5")]
    [InlineData("(function () { return (() => arguments[1])(9); })(1, 2)", "2")]
    [InlineData("var o = { n: 1, f: function () { return () => { return { n: 2, g: function () { return (() => this.n)(); } }.g() + this.n; }; } }; o.f()()", "3")]
    public void An_arrow_is_a_function_without_this(string script, string value) => Assert.Equal(value, Js.Value(script));

    [Theory]
    [InlineData("let x = 1; { let x = 2; } x", "1")]
    [InlineData("let x = 1; { let x = 2; { let x = 3; x = 4; } x = 5; } x", "1")]
    [InlineData("const f = []; for (let i = 0; i < 3; i++) { f.push(() => i); } f.map(g => g())", "[0,1,2]")]
    [InlineData("const f = []; for (let i = 0; i < 3; i++) { i++; f.push(() => i++); } f.map(g => g() + g())", "[3,7]")]
    [InlineData("const f = []; for (let i = 0, n = 2; i < n; i++) { if (i === 0) continue; f.push(() => [i, n]); } f[0]()", "[1,2]")]
    [InlineData("const f = []; for (const k in { a: 1, b: 2 }) { f.push(() => k); } f.map(g => g())", "[\"a\",\"b\"]")]
    [InlineData("const f = []; let n = 0; while (n < 2) { const m = n; f.push(() => m); n++; } f.map(g => g())", "[0,1]")]
    [InlineData("const r = []; for (let i = 0; i < 2; i++) { let x; r.push(x); x = i; }; r", "[null,null]")]
    [InlineData("const f = []; for (let i = 0; i < 3; i++) { let x; if (i === 1) break; f.push(() => x); x = i; } f[0]()", "0")]
    [InlineData("function h() { for (let i = 0; ; i++) { const g = () => i; if (g() === 2) return g(); } } h()", "2")]
    [InlineData("let r = ''; switch (1) { case 0: let x = 'a'; case 1: x = 'b'; r = x; } r", "\"b\"")]
    [InlineData("const g = () => later; const later = 4; g()", "4")]
    public void A_name_of_a_block_lives_in_its_block(string script, string value) => Assert.Equal(value, Js.Value(script));

    [Theory]
    [InlineData("var a = 1, b = 'x'; ({ a, b, f(n) { return n + this.a; } }).f(2)", "3")]
    [InlineData("var a = 1; ({ a, get dua() { return 2; } })", "{\"a\":1,\"dua\":2}")]
    public void A_property_may_be_short(string script, string value) => Assert.Equal(value, Js.Value(script));

    [Theory]
    [InlineData("return 5", "5")]
    [InlineData("if (true) { return 'ya'; } return 'tidak';", "\"ya\"")]
    [InlineData("'Parent: ' + 1;", "\"Parent: 1\"")]
    [InlineData("1; if (true) { 2; }", "2")]
    [InlineData("3; var x = 4;", "3")]
    [InlineData("({ Message: 'Hello from parent' })", "{\"Message\":\"Hello from parent\"}")]
    [InlineData("", "null")]
    [InlineData("var x = 1\nvar y = 2\nx\n+ y", "3")]
    [InlineData("var x = 4\nvar g = 2\nx /2/ g", "1")]
    [InlineData("/[/]\\/x/.test('//x')", "true")]
    [InlineData("undefined", "null")]
    public void The_value_of_a_script_is_that_of_its_last_statement(string script, string value) => Assert.Equal(value, Js.Value(script));

    [Theory]
    [InlineData("String(undefined * 2)", "\"NaN\"")]
    [InlineData("(function (a, b) { return a + b; }).bind(null, 1)(1)", "2")]
    [InlineData("var r = ''; switch (9) { default: r += 'd'; case 1: r += '1'; break; case 2: r += '2'; } r", "\"d1\"")]
    [InlineData("var r = ''; switch (0) { case 0: r += '0'; default: r += 'd'; case 1: r += '1'; } r", "\"0d1\"")]
    [InlineData("var r = 0; a: while (r < 3) { r++; switch (r) { case 1: continue; case 2: break a; } } r", "2")]
    [InlineData("var r = ''; b: do { r += 'x'; if (r.length < 3) continue; } while (r.length < 3); r", "\"xxx\"")]
    [InlineData("/a$/.test('a\\n')", "false")]
    [InlineData("[3, 1, 2].sort(function () { return 0; }).join()", "\"3,1,2\"")]
    [InlineData("[-1 | 0, ~-1, -5 >> 1, -1 >>> 28, -6 & 3, -1 ^ 1, 1 << 31, 4294967295 | 0, 1e300 | 0, NaN | 0]", "[-1,0,-3,15,2,-2,-2147483648,-1,0,0]")]
    [InlineData("var x = -7; x >>= 1; x |= 16; x", "-4")]
    [InlineData("[Math.round(2.5), Math.round(-2.5)]", "[3,-2]")]
    public void Where_Jint_differs_from_JavaScript_it_is_mended(string script, string value) => Assert.Equal(value, Js.Value(script));
}
