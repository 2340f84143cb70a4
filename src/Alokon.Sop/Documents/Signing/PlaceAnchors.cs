using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Alokon.Sop.Documents.Pdf;

namespace Alokon.Sop.Documents.Signing;

/// <summary>
/// Leaves marks in a page about to be printed, where those who sign it have their places: a block <c>ttd-ruang</c> with the name of the person in
/// the <c>ttd-nama</c> that follows it. The office's own templates have them as the shipped ones do; one without simply has no such places.
/// </summary>
internal static partial class PlaceAnchors
{
    /// <summary>Whoever signs has the room beside the code; what stands there until then may be covered.</summary>
    public const string Style =
        """
        .ttd-ruang:has(> .ttd-tempat) { position: relative; }
        .ttd-ruang > .ttd-tempat { position: absolute; inset: 0; }
        .ttd-ruang > .ttd-tempat:has(+ .qr) { left: 22mm; }
        .ttd-ruang > .ttd-tempat + .qr { position: absolute; left: 0; top: 0.2mm; }

        """;

    public static string Mark(string body, IReadOnlyList<SignaturePlace> places)
    {
        var open = places.ToList();
        var rooms = Rooms().Matches(body);
        var marked = new StringBuilder();
        var at = 0;
        for (var i = 0; i < rooms.Count; i++)
        {
            var end = rooms[i].Index + rooms[i].Length;
            var name = Names().Match(body, end, (i + 1 < rooms.Count ? rooms[i + 1].Index : body.Length) - end);
            if (!name.Success || open.Find(place => place.Name == Plain(name.Groups["name"].Value)) is not { } mine)
            {
                continue;
            }

            open.Remove(mine);
            var called = PdfPlaces.NameOf(mine.Number);
            var anchor = $"<a class=\"ttd-tempat\" id=\"{called}\" href=\"#{called}\" aria-label=\"Tempat tanda tangan elektronik\"></a>";
            marked.Append(body, at, end - at).Append(anchor);
            at = end;
        }

        return marked.Append(body, at, body.Length - at).ToString();
    }

    private static string Plain(string html) => WebUtility.HtmlDecode(html).Trim();

    [GeneratedRegex("""<div class="ttd-ruang">""")]
    private static partial Regex Rooms();

    [GeneratedRegex("""<p class="ttd-nama">(?<name>[^<]*)</p>""")]
    private static partial Regex Names();
}
