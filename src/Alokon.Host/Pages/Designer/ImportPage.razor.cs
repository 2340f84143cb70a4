using System.Security.Cryptography;
using System.Text;
using Alokon.Engine;
using Alokon.Host.Pages.Forms;
using Alokon.Sop.Workflows.Intake;
using Alokon.Sop.Workflows.Table;

namespace Alokon.Host.Pages.Designer;

public sealed partial class ImportPage
{
    private static readonly FieldNames Fields = FieldNames.Called(("name", "Nama alur"), ("text", "Isi SOP"), ("file", "Berkas SOP"));

    private readonly Dictionary<string, IReadOnlyList<SopWay>> _noWays = [];
    private SopRead? _read;
    private string _text = string.Empty;
    private string _name = string.Empty;

    private async Task ImportAsync()
    {
        _text = Sent("text").ReplaceLineEndings("\n").TrimStart('\n');
        _name = Sent("name").Trim();
        if (await SourceAsync() is not { } source)
        {
            Refuse(new InvalidInput("text", "field-required"));
            return;
        }

        // Pressed after the file or the text was changed, it must not make a draft of something that nobody has seen.
        if (Sent("tindakan") == "buat" && source.FileName is null && Sent("shown") == Fingerprint(_text))
        {
            var made = await Desk.SendOnceAsync(new DraftFromSop(source, _name), Http.Request, Ct);
            if (!made.IsRefused(out var refusal))
            {
                SeeOther($"/desainer/{Uri.EscapeDataString(made.Value.DefinitionId)}/tabel");
                return;
            }

            Refuse(refusal);
        }

        _read = await AskAsync(new ReadSop(source));
        if (_read is not null)
        {
            _text = _read.Text.ReplaceLineEndings("\n").TrimStart('\n');
            _name = _name.Length > 0 && source.FileName is null ? _name : _read.Reading.Table.Head.Title;
        }
    }

    private static string Fingerprint(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    private async Task<SopSource?> SourceAsync()
    {
        if (Http.Request.Form.Files.GetFile("file") is { Length: > 0 } file)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, Ct);
            return new SopSource(file.FileName, bytes.ToArray());
        }

        return string.IsNullOrWhiteSpace(_text) ? null : SopSource.OfText(_text);
    }
}
