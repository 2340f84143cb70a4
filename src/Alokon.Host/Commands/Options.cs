namespace Alokon.Host.Commands;

/// <summary>What a command was given: --name value, --flag, and words.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string?> _named = [];

    private Options(IReadOnlyList<string> words) => Words = words;

    public IReadOnlyList<string> Words { get; }

    /// <param name="withValue">Names that take a value.</param>
    /// <param name="flags">Names that take none.</param>
    /// <exception cref="UsageException">A name that the command does not know, or a value that is missing.</exception>
    public static Options Parse(string[] args, string[] withValue, string[] flags)
    {
        var words = new List<string>();
        var options = new Options(words);
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i];
            if (!name.StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(name);
            }
            else if (flags.Contains(name))
            {
                options._named[name] = null;
            }
            else if (withValue.Contains(name))
            {
                options._named[name] = ++i < args.Length ? args[i] : throw new UsageException($"{name} needs a value");
            }
            else
            {
                throw new UsageException($"unknown option {name}; known: {string.Join(", ", withValue.Concat(flags))}");
            }
        }

        return options;
    }

    public string? Value(string name) => _named.GetValueOrDefault(name);

    public bool Has(string name) => _named.ContainsKey(name);
}

/// <summary>The command line is not understood; the message is one line.</summary>
internal sealed class UsageException(string message) : Exception(message);
