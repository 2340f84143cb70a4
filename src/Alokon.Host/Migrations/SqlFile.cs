using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alokon.Host.Migrations;

/// <summary>One SQL file that travels inside the program.</summary>
/// <param name="Name">File name with its number: <c>003_people.sql</c>; of a view: <c>inbox.open_task.sql</c>.</param>
internal sealed record SqlFile(string Name, string Sql)
{
    private const string MigrationPrefix = "Alokon.Migrations.";
    private const string ViewPrefix = "Alokon.Views.";

    /// <summary>SHA-256 of the text with LF line ends, so that a checkout with CRLF is no change.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <exception cref="FormatException">The name does not begin with three digits and an underscore.</exception>
    public int Number => Name.Length > 4 && Name[3] == '_'
        ? int.Parse(Name.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture)
        : throw new FormatException($"Expected a migration named NNN_name.sql, but found {Name}");

    public static IReadOnlyList<SqlFile> Migrations() => [.. Read(MigrationPrefix).OrderBy(file => file.Number)];

    public static IReadOnlyList<SqlFile> Views() => [.. Read(ViewPrefix).OrderBy(file => file.Name, StringComparer.Ordinal)];

    private static IEnumerable<SqlFile> Read(string prefix)
    {
        var assembly = typeof(SqlFile).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!); // the name was listed by the assembly itself
            yield return new SqlFile(resource[prefix.Length..], reader.ReadToEnd());
        }
    }
}
