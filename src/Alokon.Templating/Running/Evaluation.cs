using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Alokon.Templating.Functions;
using Alokon.Templating.Syntax;

namespace Alokon.Templating.Running;

internal enum Flow
{
    None, Break, Continue, Return,
}

/// <summary>One rendering: its names, its output, and what it has used up of its limits.</summary>
internal sealed partial class Evaluation
{
    // All that HtmlEncode may put something else for: marks, the upper half of Latin-1, and halves of pairs.
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. "<>\"'&", .. Enumerable.Range(0xA0, 0x60).Select(code => (char)code), .. Enumerable.Range(0xD800, 0x800).Select(code => (char)code)]);

    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id-ID");
    private static readonly TimeZoneInfo Jakarta = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");

    private readonly RenderOptions _options;
    private Dictionary<string, Template>? _included;
    private readonly long _deadline;
    private int _depth;
    private int _loopSteps;
    private long _work;
    private uint _ticks;
    private Span _current;

    public Evaluation(RenderOptions options, ObjectValue model)
    {
        _options = options;
        var office = options.Mode == RenderMode.Office;
        Strict = office;
        Escapes = office;
        Limits = office ? Limits.Office : Limits.Scriban;
        Culture = options.Culture ?? (office ? Indonesian : CultureInfo.InvariantCulture);
        Zone = options.TimeZone ?? (office ? Jakarta : TimeZoneInfo.Local);
        Output = new Output(Limits);
        Scopes = new Scopes(Catalogue.BuiltIns(options.Functions), model);
        var time = options.Timeout ?? Limits.Time;
        _deadline = time is { } allowed ? Stopwatch.GetTimestamp() + (long)(allowed.TotalSeconds * Stopwatch.Frequency) : long.MaxValue;
    }

    public Limits Limits { get; }

    /// <summary>Missing names and members are errors.</summary>
    public bool Strict { get; }

    /// <summary>What is written is HTML, so everything that is not yet becomes it.</summary>
    public bool Escapes { get; }

    public CultureInfo Culture { get; }

    public TimeZoneInfo Zone { get; }

    public Output Output { get; }

    public Scopes Scopes { get; }

    public Flow Flow { get; set; }

    public int Loops { get; private set; }

    /// <summary>What has been piped and not yet been taken by a function; null outside a pipe.</summary>
    public Stack<Expression>? Piped { get; set; }

    public object? ReadVariable(Variable variable) => Scopes.TryRead(variable, out var value) || !Strict
        ? value
        : throw new TemplateFault(variable.Span, $"The variable or function `{variable}` was not found");

    /// <summary>Where the statement that runs stands in its text.</summary>
    public HtmlPlace Place { get; set; }

    /// <summary>Where the calls stand that led here: a function that writes, writes there.</summary>
    private HtmlPlace Around { get; set; }

    public void Write(Span span, object? value, HtmlPlace place)
    {
        if (Around == HtmlPlace.Closed)
        {
            throw OutOfPlace(span);
        }

        var text = ToText(value);
        if (value is not SafeHtml)
        {
            text = Escapes ? Escape(text) : text;
        }
        else if (Max(place, Around) == HtmlPlace.Quoted)
        {
            CheckQuoted(span, text);
        }

        Output.Write(span, text);
    }

    /// <summary>What a template says itself is its own affair, but not where a call carries it.</summary>
    public void WriteRaw(Span span, string text)
    {
        if (Around == HtmlPlace.Closed)
        {
            throw OutOfPlace(span);
        }

        if (Around == HtmlPlace.Quoted)
        {
            CheckQuoted(span, text);
        }

        Output.Write(span, text);
    }

    /// <summary>What the part writes becomes a text of its own.</summary>
    public string Capture(Statement? part)
    {
        var (place, around) = (Place, Around);
        Around = HtmlPlace.Open;
        var outer = Output.Push();
        string text;
        try
        {
            part?.Run(this);
        }
        finally
        {
            text = Output.Pop(outer);
            (Place, Around) = (place, around);
        }

        _work += text.Length;
        return text;
    }

    public object? Call(Node caller, object? function, IReadOnlyList<Expression> arguments, bool takePipe)
    {
        var piped = takePipe && Piped is { Count: > 0 };
        if (function is not Callable callable)
        {
            throw new TemplateFault(caller.Span, piped && caller is CallExpression call
                ? $"Pipe expression destination `{call.Of}` is not a valid function "
                : $"Invalid target function `{ToText(function)}` ({Values.TypeName(function)})");
        }

        if (piped)
        {
            arguments = [Piped!.Pop(), .. arguments];
        }

        var bound = Binding.Bind(this, caller, callable, arguments);
        EnterCall(caller);
        var (place, around) = (Place, Around);
        Around = Max(place, around);
        try
        {
            return callable.Invoke(bound);
        }
        catch (Exception misuse) when (misuse is ArgumentException or FormatException or OverflowException or DivideByZeroException)
        {
            throw new TemplateFault(caller.Span, misuse.Message);
        }
        finally
        {
            _depth--;
            Flow = Flow.None;
            (Place, Around) = (place, around);
        }
    }

    public LoopNames EnterLoop()
    {
        // The count runs on through inner loops and starts anew with the next outermost one.
        _loopSteps = Loops == 0 ? 0 : _loopSteps;
        Loops++;
        return Scopes.EnterLoop();
    }

    public void LeaveLoop(LoopNames names)
    {
        names.Leave();
        Loops--;
    }

    public void StepLoop(Span span)
    {
        Tick(span);
        if (++_loopSteps > Limits.Loop)
        {
            throw new TemplateFault(span, $"Exceeding number of iteration limit `{Limits.Loop}` for loop statement.");
        }
    }

    /// <summary>Called at least once in everything that can go on for long.</summary>
    public void Tick(Span span)
    {
        _current = span;
        if ((++_ticks & 15) == 0)
        {
            CheckTime(span);
        }
    }

    /// <summary>Called before a text is made: refuses one that is too long, or that is one too many.</summary>
    public void CheckLength(Span span, long length)
    {
        if (length > Limits.Text)
        {
            throw new TemplateFault(span, $"The text exceeds LimitToString `{Limits.Text}`.");
        }

        Use(span, length);
    }

    /// <summary>As <see cref="CheckLength"/>, for lists.</summary>
    public void CheckList(Span span, long count) => Use(span, count * Limits.Item);

    /// <summary>What has nothing to escape, nearly all, is looked through once and not copied.</summary>
    private static string Escape(string text) => text.AsSpan().ContainsAny(Escaped) ? WebUtility.HtmlEncode(text) : text;

    private static HtmlPlace Max(HtmlPlace one, HtmlPlace other) => one > other ? one : other;

    private static TemplateFault OutOfPlace(Span span) => new(span, "Fungsi ini menulis, tetapi dipanggil di dalam tag, skrip atau gaya");

    private static void CheckQuoted(Span span, string text)
    {
        if (text.AsSpan().IndexOfAny("\"'<>") >= 0)
        {
            throw new TemplateFault(span, "HTML tidak boleh ditulis di dalam atribut");
        }
    }

    private void Use(Span span, long characters)
    {
        _work += characters;
        if (_work > Limits.Work)
        {
            throw new TemplateFault(span, $"The template makes more text than `{Limits.Work}` characters in all.");
        }

        CheckTime(span);
    }

    private void CheckTime(Span span)
    {
        if (_options.Cancellation.IsCancellationRequested || Stopwatch.GetTimestamp() > _deadline)
        {
            throw new TemplateFault(span, "The operation was cancelled");
        }
    }

    private void EnterCall(Node caller)
    {
        Tick(caller.Span);
        if (++_depth > Limits.Depth)
        {
            _depth--;
            throw new TemplateFault(caller.Span, $"Exceeding number of recursive depth limit `{Limits.Depth}` for node: `{caller}`");
        }
    }
}
