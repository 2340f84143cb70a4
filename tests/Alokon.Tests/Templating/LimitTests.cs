using Alokon.Templating;
using Xunit;

namespace Alokon.Tests.Templating;

/// <summary>Templates are written by people, and people make mistakes: none may stop the server.</summary>
public sealed class LimitTests
{
    public static TheoryData<string, string> Poison() => new()
    {
        { "{{ while true; end }}", "Exceeding number of iteration limit `100000`" },
        { "{{ func f; f; end; f }}", "Exceeding number of recursive depth limit `30`" },
        { "{{ for i in 1..1000; for j in 1..1000; \"x\" * 1000; end; end }}", "The output exceeds LimitToString `4194304`" },
        { "{{ x = \"ab\"; for i in 1..60; x = x + x; end }}", "The text exceeds LimitToString `4194304`" },
        { "{{ x = \"ab\" * 1000000; a = []; for i in 1..100000; a[i] = x + i; end }}", "more text than `67108864` characters" },
        { "{{ \"a\" | string.pad_left 2000000000 }}", "Padding width" },
        { "{{ x = \"a\" * 2000000; x | string.replace \"a\" x }}", "The text exceeds LimitToString" },
        { "{{ 5 | object.format \"N999999999\" }}", "too many digits" },
        { "{{ 1e9999999 }}", "Unable to parse the integer" },
        { "{{ x = 7; for i in 1..100; x = x * x; end }}", "The integer is too large" },
        { "{{ 1..1000000000 }}", "Range expression exceeds LoopLimit `100000`" },
        { "{{ a = []; a[2000000000] = 1 }}", "exceeds the limit" },
        { "{{ a = []; a[0] = a; a }}", "too deeply nested" },
        { "{{ a = [1]; b = [1]; for i in 1..5000; a = [a]; b = [b]; end; a == b }}", "too deeply nested" },
        { "{{ a = [1]; for i in 1..60; a = [a, a]; end; object.to_json a }}", "too deeply nested" },
        { "{{ a = [1]; for i in 1..40; a = a + a; end }}", "more text than" },
        { $"{{{{ {new string('(', 300)}1 }}}}", "The statement depth limit `100`" },
        { $"{{{{ x{string.Concat(Enumerable.Repeat("[0]", 20_000))} }}}}", "The statement depth limit `100`" },
        { string.Concat(Enumerable.Repeat("{{ if 1 }}", 3000)), "The statement depth limit `100`" },
        { "{{ include \"diri\" }}", "Exceeding number of recursive depth limit `30`" },
    };

    [Theory]
    [MemberData(nameof(Poison))]
    public void A_poisonous_template_ends_in_an_error(string text, string message)
    {
        // Each must be caught by its own limit, long before the time is up that a busy machine may take.
        var options = new RenderOptions { Include = _ => "{{ include \"diri\" }}", Timeout = TimeSpan.FromMinutes(10) };

        Assert.Contains(message, Rendering.Outcome(text, "surat", "{}", options), StringComparison.Ordinal);
    }

    /// <summary>Up before it begins, and so at the first look at the clock, however fast the machine is; none of these meets another limit.</summary>
    [Theory]
    [InlineData("{{ for i in 1..100; for j in 1..100; end; end }}")]
    [InlineData("{{ func f; end; for i in 1..100; f; end }}")]
    [InlineData("{{ x = \"a,\" * 1000 }}")]
    [InlineData("{{ x = \"a\"; for i in 1..100; x | string.contains \"b\"; end }}")]
    public void Time_runs_out(string text)
    {
        Assert.DoesNotContain(" : error : ", Rendering.Outcome(text, "surat", "{}", new RenderOptions { Timeout = TimeSpan.FromMinutes(10) }), StringComparison.Ordinal);
        var options = new RenderOptions { Timeout = TimeSpan.FromTicks(-1) };

        Assert.EndsWith(": error : The operation was cancelled", Rendering.Outcome(text, "surat", "{}", options), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_asked_can_stop_it()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var options = new RenderOptions { Cancellation = stop.Token };

        Assert.Equal("surat(1,4) : error : The operation was cancelled", Rendering.Outcome("{{ while true; end }}", "surat", "{}", options));
    }

    [Fact]
    public void The_output_of_an_official_document_is_never_cut() =>
        Assert.Equal("surat(1,34) : error : The output exceeds LimitToString `4194304`.", Rendering.Office("{{ x = \"a\" * 4000000 }}{{ x }}{{ x }}"));

    [Fact]
    public void Plain_Scriban_cuts_it_silently() =>
        Assert.Equal(1_048_576 + 3, Rendering.Scriban("{{ x = \"a\" * 1000000 }}{{ x }}{{ x }}").Length);
}
