using Alokon.Engine.Expressions;
using Xunit;

namespace Alokon.Tests.Engine.JavaScript;

/// <summary>A script that means harm ends as a fault of its case; the server goes on.</summary>
public sealed class ScriptLimitTests
{
    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("for (;;) ;")]
    [InlineData("do { var x = 1; } while (true)")]
    [InlineData("for (var i = 0; i < 1e9; i++) { try { throw 1; } catch (e) { } }")]
    [InlineData("try { while (true) { } } catch (e) { 'tertangkap' }")]
    public void A_loop_without_end_stops_after_so_many_statements(string script) =>
        Assert.Contains("100000 statements", Js.Fault(script).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("function f() { return f(); } f()")]
    [InlineData("function f(n) { return n + g(n); } function g(n) { return f(n); } f(1)")]
    [InlineData("var o = { valueOf: function () { return o < 1; } }; o < 1")]
    [InlineData("var o = { get a() { return this.a; } }; o.a")]
    [InlineData("var o = { toString: function () { return '' + o; } }; '' + o")]
    [InlineData("var f = () => [1].map(f); f()")]
    public void Recursion_without_end_stops(string script) =>
        Assert.Contains("functions inside each other", Js.Fault(script).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("var s = 'x'; while (true) { s += s; }")]
    [InlineData("var s = 'x'; while (true) { s = s + s; }")]
    [InlineData("var s = 'x'; while (true) { s = `${s}${s}`; }")]
    [InlineData("var s = 'x'; while (true) { s = s.concat(s, s); }")]
    [InlineData("var o = { a: 'x' }; while (true) { o.a += o.a; }")]
    [InlineData("var a = ['x']; while (true) { a[0] += a[0]; }")]
    [InlineData("var s = 'x'; while (true) { s = [s, s].join(s); }")]
    [InlineData("'x'.repeat(1e9)")]
    [InlineData("'x'.padStart(1e9)")]
    [InlineData("var f = x => x + x; var g = x => f(f(f(f(f(x))))); g(g(g(g(g('x')))))")]
    [InlineData("var s = 'x'.repeat(1e6); var a = []; for (var i = 0; i < 50; i++) { a.push(s); } a.join('')")]
    public void A_text_cannot_grow_without_end(string script) =>
        Assert.Matches("characters|items in a list|less work", Js.Fault(script).Message);

    // Counted before the expression runs, so that a slow machine ends them at the same place.
    [Theory]
    [InlineData("var s = 'x'.repeat(2000); s.replace(/x/g, s)")]
    [InlineData("var s = 'x'.repeat(2000); while (true) { s = s.replace('x', '$&$&' + s); }")]
    [InlineData("var s = 'x'.repeat(2000); s.replace(/x/g, '$`')")]
    public void A_replaced_text_is_counted(string script) =>
        Assert.Contains("texts of at most 1048576 characters", Js.Fault(script).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("new Array(1e9)")]
    [InlineData("var a = []; a[4294967294] = 1; a")]
    [InlineData("Array(1e9).join('x')")]
    [InlineData("var a = []; a.length = 1e9; a.sort()")]
    [InlineData("Array.prototype.map.call({ length: 1e9 }, function (x) { return x; })")]
    [InlineData("[].concat(Array(1e9))")]
    [InlineData("[].indexOf.call({ length: 4e9 }, 1)")]
    [InlineData("('x'.repeat(60000)).split('')")]
    [InlineData("('x'.repeat(60000)).match(/x/g)")]
    [InlineData("Array.from({ length: 1e9 })")]
    public void A_list_cannot_be_huge(string script) =>
        Assert.Contains("items", Js.Fault(script).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Math.max.apply(null, { length: 4e9 })", "arguments")]
    [InlineData("[].join.call({ get length() { return 1; } })", "length is a number")]
    [InlineData("var o = {}; for (var i = 0; i < 1000; i++) { o = { a: o }; } o", "deep")]
    [InlineData("var o = {}; for (var i = 0; i < 20000; i++) { o = { a: o }; } JSON.stringify(o)", "deep")]
    [InlineData("JSON.parse('['.repeat(100000))", "deep")]
    [InlineData("var o = {}; for (var i = 0; i < 1000; i++) { o = Object.create(o); } o.x", "prototypes")]
    [InlineData("var o = {}; function F() { } for (var i = 0; i < 1000; i++) { F.prototype = o; o = new F(); } o.x", "prototypes")]
    [InlineData("var f = function () { }; for (var i = 0; i < 20000; i++) { f = f.bind(null); } f()", "bound")]
    [InlineData("var a = []; for (var i = 0; i < 20000; i++) { a = [a]; } String(a)", "stack")]
    [InlineData("var a = []; for (var i = 0; i < 2000; i++) { a.push('x'.repeat(1000)); } a", "characters")]
    [InlineData("/^(a+)+$/.test('a'.repeat(40) + 'b')", "too long")]
    [InlineData("var a = []; for (var i = 0; i < 40000; i++) { a.push(i); } for (var j = 0; j < 40000; j++) { a.indexOf(-1); }", "less work")]
    public void No_built_in_function_escapes_the_limits(string script, string limit) =>
        Assert.Contains(limit, Js.Fault(script).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("(function () { }).constructor('return 1')()")]
    [InlineData("(() => 1).constructor.constructor('return this')()")]
    [InlineData("System.IO.File.ReadAllText('/etc/passwd')")]
    [InlineData("this['ev' + 'al']('1')")]
    [InlineData("this['System'].IO")]
    public void A_script_reaches_neither_the_machine_nor_code_from_text(string script) =>
        Assert.ThrowsAny<Exception>(() => Js.Value(script));

    [Theory]
    [InlineData("var x = 1;\n  x.foo.bar;", "line 2")]
    [InlineData("\n\nthrow new Error('habis')", "line 3, column 1: the script threw Error: habis")]
    [InlineData("var f = () => {\n  return nil.x;\n};\nf()", "line 2")]
    [InlineData("tidakAda()", "tidakAda is not defined")]
    [InlineData("throw 'teks'", "the script threw teks")]
    public void A_fault_says_where_and_what(string script, string expected) =>
        Assert.Contains(expected, Js.Fault(script).Message, StringComparison.Ordinal);

    [Fact]
    public void A_limit_is_reached_at_the_same_place_each_time()
    {
        const string script = "var n = 0;\nwhile (true) {\n  n++;\n  var m = n * 2;\n}";
        Assert.Equal(Js.Fault(script).Message, Js.Fault(script).Message);
    }

    [Fact]
    public void A_script_leaves_nothing_behind_for_the_next()
    {
        Js.Value("Array.prototype.bocor = 1; Object.prototype.bocor = 2; bocor = 3; String.prototype.trim = null;");
        Assert.Equal("[null,null,\"undefined\",\"a\"]", Js.Value("[[].bocor, ({}).bocor, typeof bocor, ' a '.trim()]"));
    }
}
