using System.Text;
using System.Text.Json;

namespace Alokon.Engine.Definitions;

/// <summary>Finds the line of a JSON path: the object model does not keep it, and a message without a line is no help in a file of a thousand lines.</summary>
internal static class JsonPlace
{
    public const int MaxDepth = 128;

    private static readonly JsonReaderOptions Deep = new() { MaxDepth = MaxDepth };

    /// <returns>Counted from 1; 1 where the path is not found.</returns>
    public static long LineOf(string json, string path)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes, Deep);
        var places = new Stack<Place>();
        var current = "$";
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                places.Pop();
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                current = Member(places.Peek().Path, reader.GetString()!); // a property name is never null
                continue;
            }

            if (places.TryPeek(out var parent) && parent.NextIndex is { } index)
            {
                current = $"{parent.Path}[{index}]";
                parent.NextIndex = index + 1;
            }

            if (current == path)
            {
                return 1 + bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                places.Push(new(current, reader.TokenType == JsonTokenType.StartArray ? 0 : null));
            }
        }

        return 1;
    }

    /// <returns>The line and path of the first member that its object already has, in whatever case; null when there is none.</returns>
    public static (long Line, string Path)? FirstDuplicate(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes, Deep);
        var members = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    members.Push(new(StringComparer.OrdinalIgnoreCase));
                    break;
                case JsonTokenType.EndObject:
                    members.Pop();
                    break;
                case JsonTokenType.PropertyName when reader.GetString() is { } name && !members.Peek().Add(name):
                    return (1 + bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n'), name);
            }
        }

        return null;
    }

    // As JsonNode.GetPath writes it.
    private static string Member(string parent, string name) =>
        name.AsSpan().IndexOfAny(" '/\"[]()\t\n\r\f\b\\\u0085\u2028\u2029.") < 0 ? $"{parent}.{name}" : $"{parent}['{name}']";

    private sealed class Place(string path, int? nextIndex)
    {
        public string Path { get; } = path;

        public int? NextIndex { get; set; } = nextIndex;
    }
}
