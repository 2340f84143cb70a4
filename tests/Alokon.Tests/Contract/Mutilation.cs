using System.Text;
using System.Text.Json.Nodes;

namespace Alokon.Tests.Contract;

/// <summary>Breaks a good body in one place or a few: a value of another kind, a member lost, a byte flipped, an end cut off.</summary>
internal sealed class Mutilation(Random random)
{
    private static readonly string[] Strange =
    [
        "null", "true", "[]", "{}", "\"\"", "-1", "0", "1.5", "1e300", "-0", "999999999999999999999999", "2147483648", "1000000", "\"\\ud83d\\ude00\"", "\"\\ufffd\"", "\"\\u0000\"", "\"\\u202e\"",
        "[[[[]]]]", "[null]", "[{}]", "{\"a\":{}}", "\"'; DROP TABLE engine.instance; --\"", "\"{{ x }}\"", "\"<script>\"", "\"../../etc/passwd\"", "\"9999-12-31T23:59:59+14:00\"", "\"0001-01-01T00:00:00Z\"",
    ];

    public byte[] Of(string body)
    {
        var json = JsonNode.Parse(body)!;
        for (var i = random.Next(1, 3); i > 0; i--)
        {
            Spoil(json);
        }

        var bytes = Encoding.UTF8.GetBytes(json.ToJsonString());
        return random.Next(6) switch
        {
            0 => bytes[..random.Next(bytes.Length)],
            1 => Flip(bytes),
            _ => bytes,
        };
    }

    private void Spoil(JsonNode json)
    {
        var places = new List<JsonNode>();
        Collect(json, places);
        switch (places[random.Next(places.Count)])
        {
            case JsonObject { Count: > 0 } members:
                var name = members.ElementAt(random.Next(members.Count)).Key;
                members.Remove(name);
                if (random.Next(4) > 0)
                {
                    members[name] = Value();
                }

                break;
            case JsonObject members:
                members["x"] = Value();
                break;
            case JsonArray array when array.Count > 0 && random.Next(3) > 0:
                array[random.Next(array.Count)] = Value();
                break;
            case JsonArray array:
                array.Add(Value());
                break;
        }
    }

    private JsonNode? Value() => random.Next(12) == 0 ? JsonValue.Create(new string('x', random.Next(1, 5000))) : JsonNode.Parse(Strange[random.Next(Strange.Length)]);

    private byte[] Flip(byte[] bytes)
    {
        bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static void Collect(JsonNode? node, List<JsonNode> places)
    {
        if (node is JsonObject members)
        {
            places.Add(members);
            foreach (var (_, value) in members)
            {
                Collect(value, places);
            }
        }
        else if (node is JsonArray array)
        {
            places.Add(array);
            foreach (var item in array)
            {
                Collect(item, places);
            }
        }
    }
}
