namespace Alokon.Templating.Syntax;

/// <summary>Where in the HTML a template may be at one place of its text: more than one, when ways through it meet there.</summary>
internal sealed class HtmlWays
{
    // Who brings more together writes pages that nobody can follow any more.
    private const int Most = 16;

    private readonly List<HtmlContext> _contexts;

    public HtmlWays()
        : this([new HtmlContext()])
    {
    }

    private HtmlWays(List<HtmlContext> contexts) => _contexts = contexts;

    public bool IsText => _contexts.TrueForAll(context => context.IsText);

    public HtmlPlace Place => _contexts.Max(context => context.Place);

    public static HtmlWays Join(IEnumerable<HtmlWays> ways)
    {
        var joined = new HtmlWays(ways.SelectMany(way => way._contexts).ToList());
        joined.Unite();
        return joined;
    }

    /// <returns>Why no value may stand here; null when it may.</returns>
    public string? WhyNot() => _contexts.Count > Most
        ? "setelah terlalu banyak cabang di dalam satu tag"
        : _contexts.Select(context => context.WhyNot()).FirstOrDefault(reason => reason is not null);

    public HtmlWays Fork() => new(_contexts.ConvertAll(context => context.Fork()));

    public bool IsWithin(HtmlWays other) => _contexts.TrueForAll(context => other._contexts.Exists(context.IsAs));

    public void Read(string text)
    {
        if (_contexts.Count <= Most)
        {
            _contexts.ForEach(context => context.Read(text));
            Unite();
        }
    }

    private void Unite()
    {
        for (var i = _contexts.Count - 1; i > 0; i--)
        {
            if (_contexts.FindIndex(context => context.IsAs(_contexts[i])) < i)
            {
                _contexts.RemoveAt(i);
            }
        }
    }
}
