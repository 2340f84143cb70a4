namespace Alokon.Templating;

/// <summary>
/// Text that is HTML already and is written as it is. Everything else is escaped on the way out, so whoever makes one
/// of these vouches for every character in it.
/// </summary>
public sealed record SafeHtml(string Html)
{
    public override string ToString() => Html;
}
