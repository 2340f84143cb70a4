namespace Alokon.Templating.Running;

/// <summary>Reads and writes <c>a.b</c>.</summary>
internal static class Members
{
    public static bool HasMembers(object owner) => owner is ObjectValue or ListValue or LoopState or RangeValue or EmptyValue;

    public static bool TryGet(Evaluation run, object owner, string name, out object? value)
    {
        value = null;
        switch (owner)
        {
            case ObjectValue members:
                return members.TryGet(name, out value);
            case LoopState loop:
                return loop.TryGet(name, out value);
            case string or SafeHtml when name == "size":
                value = run.ToText(owner).Length;
                return true;
            case ListValue or RangeValue when name == "size":
                value = Values.Items(owner)!.Count;
                return true;
            case ListValue list:
                return list.TryGet(name, out value);
            default:
                return false;
        }
    }

    public static bool TrySet(object owner, string name, object? value) => owner switch
    {
        ObjectValue members => members.Set(name, value),
        ListValue list => list.TrySet(name, value),
        _ => false,
    };
}
