namespace Alokon.Templating.Syntax;

// Which HTML stands before each statement, whatever way the template takes to it.
internal sealed partial class Parser
{
    // What is written apart (a page, a function, a capture) begins and ends between tags; the last is being written now.
    private readonly Stack<HtmlWays> _written = new();
    private readonly Stack<Fork> _forks = new();

    /// <summary>Ways that part here and meet again.</summary>
    /// <param name="Apart">How many captures and functions were being written.</param>
    private sealed record Fork(HtmlWays Start, bool IsLoop, int Apart)
    {
        public List<HtmlWays> Ends { get; } = [];

        /// <summary>One of the ways is taken for certain; else there is one more, past all of them.</summary>
        public bool IsComplete { get; set; }
    }

    private HtmlWays? Html => _written.TryPeek(out var html) ? html : null;

    private HtmlPlace PlaceNow => Html?.Place ?? HtmlPlace.Open;

    private void EnterFork(bool isLoop)
    {
        if (Html is { } html)
        {
            _forks.Push(new Fork(html.Fork(), isLoop, _written.Count));
        }
    }

    /// <summary>One way has ended, the next begins where the first began.</summary>
    private void NextWay(bool isLast)
    {
        if (Html is { } html && _forks.TryPeek(out var fork))
        {
            fork.Ends.Add(html);
            fork.IsComplete = isLast && !fork.IsLoop;
            Continue(fork.Start.Fork());
        }
    }

    private void LeaveFork(Statement statement)
    {
        if (Html is not { } html || !_forks.TryPop(out var fork))
        {
            return;
        }

        fork.Ends.Add(html);
        if (fork.IsLoop && fork.Ends.Any(end => !end.IsWithin(fork.Start)))
        {
            // The second round would begin elsewhere than the first.
            Fail(new Span(statement.Start, statement.Start), "Isi perulangan berakhir di tempat HTML yang berbeda dari awalnya: tutup tag dan tanda kutip yang dibuka di dalamnya");
        }

        Continue(HtmlWays.Join(fork.IsComplete ? fork.Ends : [fork.Start, .. fork.Ends]));
    }

    private void Continue(HtmlWays html)
    {
        _written.Pop();
        _written.Push(html);
    }

    /// <summary>What follows is written into another text, or at another time.</summary>
    private void BeginApart()
    {
        if (Html is not null)
        {
            _written.Push(new HtmlWays());
        }
    }

    private void EndApart(Statement statement)
    {
        if (Html is not { } html)
        {
            return;
        }

        _written.Pop();
        if (!html.IsText)
        {
            Fail(new Span(statement.Start, statement.Start), "Bagian ini berakhir di dalam tag, tanda kutip atau elemen yang belum ditutup");
        }
    }

    private void EndPage()
    {
        if (Html is { IsText: false } && _faults.Count == 0)
        {
            Fail(Previous.Span, "Templat berakhir di dalam tag, tanda kutip atau elemen yang belum ditutup");
        }
    }

    /// <summary>A page that stops, or a loop that is left, must not stop in the middle of a tag.</summary>
    private void CheckLeaving(Span span, bool loop)
    {
        if (Html is null)
        {
            return;
        }

        var outer = loop ? _forks.FirstOrDefault(fork => fork.IsLoop) : null;
        var apart = _written.Take(_written.Count - (outer?.Apart ?? 0)).ToList();
        var stops = apart.All(html => html.IsText) && (outer is null || _written.ElementAt(apart.Count).IsWithin(outer.Start));
        if (!stops)
        {
            Fail(span, "Di sini, di dalam tag atau tanda kutip, tidak boleh berhenti");
        }
    }
}
