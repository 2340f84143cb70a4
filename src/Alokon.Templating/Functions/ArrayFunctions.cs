using System.Text;
using Alokon.Templating.Running;

namespace Alokon.Templating.Functions;

/// <summary>None changes the list it is given.</summary>
internal static class ArrayFunctions
{
    public static IEnumerable<BuiltIn> All { get; } =
    [
        new("add list:list value:any", c => new ListValue(Checked(c, Items(c).Append(c[1]), 1))),
        new("compact list:list", c => c[0] is null ? null : Made(c, Items(c).Where(item => item is not null))),
        new("concat list1:list list2:list", Concat),
        new("contains list:list item:any", c => Items(c).Any(item => AreSame(item, c[1]))),
        new("first list:list", c => Items(c).FirstOrDefault()),
        new("last list:list", c => Items(c).LastOrDefault()),
        new("join list:list delimiter:text", Join),
        new("limit list:list count:int", c => c[0] is null ? null : Made(c, Items(c).Take(c.Integer(1)))),
        new("offset list:list index:int", c => c[0] is null ? null : Made(c, Items(c).Skip(c.Integer(1)))),
        new("map list:any member:text", Map),
        new("reverse list:list", c => Made(c, Items(c).Reverse())),
        new("size list:list", c => Items(c).Count),
        new("sort list:any member:text?", Sort),
        new("uniq list:list", c => c[0] is null ? null : Made(c, Items(c).Distinct(Same))),
    ];

    private static readonly IEqualityComparer<object?> Same = EqualityComparer<object?>.Create(AreSame, value => Plain(value)?.GetHashCode() ?? 0);

    private static bool AreSame(object? left, object? right) => Equals(Plain(left), Plain(right));

    private static object? Plain(object? value) => value is SafeHtml html ? html.Html : value;

    private static IReadOnlyList<object?> Items(Call call) => (IReadOnlyList<object?>?)call[0] is { } items ? items : [];

    private static IEnumerable<object?> Checked(Call call, IEnumerable<object?> items, int added)
    {
        call.Run.CheckList(call.Caller.Span, Items(call).Count + (long)added);
        return items;
    }

    private static RangeValue Made(Call call, IEnumerable<object?> items) => new([.. Checked(call, items, 0)]);

    private static object? Concat(Call call)
    {
        var second = (IReadOnlyList<object?>?)call[1];
        return call[0] is null && second is null ? null : new RangeValue([.. Checked(call, Items(call).Concat(second ?? []), second?.Count ?? 0)]);
    }

    private static object Join(Call call)
    {
        var text = new StringBuilder();
        var delimiter = call.Text(1);
        for (var i = 0; i < Items(call).Count; i++)
        {
            var item = call.Run.ToText(Items(call)[i]);
            if (text.Length + (long)delimiter.Length + item.Length > call.Run.Limits.Text)
            {
                throw call.Fault($"Joined string exceeds LimitToString `{call.Run.Limits.Text}`.");
            }

            text.Append(i == 0 ? "" : delimiter).Append(item);
        }

        call.Run.CheckLength(call.Caller.Span, text.Length);
        return text.ToString();
    }

    private static object Map(Call call)
    {
        if (call[0] is not { } source || call[1] is not string member)
        {
            return new RangeValue([]);
        }

        var found = new List<object?>();
        foreach (var item in Values.Iterate(source) ?? [source])
        {
            if (item is not null && Members.TryGet(call.Run, item, member, out var value))
            {
                found.Add(value);
            }
            else if (call.Run.Strict)
            {
                // A list with fewer entries than rows would put names beside the wrong numbers.
                throw call.Fault(1, $"Cannot get member with name {member}.");
            }
        }

        return Counted(call, found);
    }

    private static RangeValue Counted(Call call, List<object?> items)
    {
        call.Run.CheckList(call.Caller.Span, items.Count);
        return new RangeValue(items);
    }

    private static object Sort(Call call)
    {
        if (call[0] is not { } source)
        {
            return new RangeValue([]);
        }

        var items = Values.Iterate(source) ?? [source];
        call.Run.CheckList(call.Caller.Span, items.Count);
        var path = (call[1] as string ?? "").Split('.', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            return new ListValue(items.OrderBy(item => Follow(call, item, path), Comparer<object?>.Create((a, b) => Compare(call, a, b))));
        }
        catch (InvalidOperationException wrapped) when (wrapped.InnerException is TemplateFault fault)
        {
            // Sorting hides what its comparison threw.
            throw call.Fault(fault.Message);
        }
    }

    private static object? Follow(Call call, object? item, string[] path)
    {
        foreach (var member in path)
        {
            if (item is null || !Members.TryGet(call.Run, item, member, out item))
            {
                return null;
            }
        }

        return item;
    }

    private static int Compare(Call call, object? left, object? right)
    {
        call.Run.Tick(call.Caller.Span);
        return (Plain(left), Plain(right)) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            (string a, string b) => call.Run.Culture.CompareInfo.Compare(a, b),
            (DateTime a, DateTime b) => a.CompareTo(b),
            (TimeSpan a, TimeSpan b) => a.CompareTo(b),
            (bool a, bool b) => a.CompareTo(b),
            var (a, b) when Values.IsNumber(a) && Values.IsNumber(b) => CompareNumbers(call, a!, b!),
            _ => throw call.Fault("Failed to compare two elements in the array."),
        };
    }

    private static int CompareNumbers(Call call, object left, object right)
    {
        var span = call.Caller.Span;
        return Numbers.Apply(call.Run, new Operation(Operator.Less, span, span, span), left, right) is true ? -1
            : Numbers.Apply(call.Run, new Operation(Operator.Greater, span, span, span), left, right) is true ? 1 : 0;
    }
}
