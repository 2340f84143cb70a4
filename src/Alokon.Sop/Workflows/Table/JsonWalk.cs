using System.Globalization;
using System.Text.Json.Nodes;

namespace Alokon.Sop.Workflows.Table;

/// <summary>Finds in a copy what stands at a path of the original.</summary>
internal static class JsonWalk
{
    /// <param name="path">As <see cref="JsonNode.GetPath"/> writes it: <c>$.root.activities[3]['dua kata']</c>.</param>
    public static JsonNode? To(JsonNode? node, string path)
    {
        var i = 1;
        while (i < path.Length && node is not null)
        {
            if (path[i] == '.')
            {
                var end = path.AsSpan(i + 1).IndexOfAny('.', '[');
                var name = end < 0 ? path[(i + 1)..] : path.Substring(i + 1, end);
                node = (node as JsonObject)?[name];
                i += 1 + name.Length;
            }
            else if (path[i + 1] == '\'')
            {
                var end = path.IndexOf("']", i, StringComparison.Ordinal);
                node = (node as JsonObject)?[path[(i + 2)..end]];
                i = end + 2;
            }
            else
            {
                var end = path.IndexOf(']', i);
                node = (node as JsonArray)?[int.Parse(path.AsSpan(i + 1, end - i - 1), CultureInfo.InvariantCulture)];
                i = end + 1;
            }
        }

        return node;
    }
}
