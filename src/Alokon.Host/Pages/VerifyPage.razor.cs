using System.Globalization;
using Alokon.Engine;
using Alokon.Host.Pages.Forms;
using Alokon.Host.Signing;
using Alokon.Sop.Documents;
using Microsoft.AspNetCore.Components;

namespace Alokon.Host.Pages;

/// <summary>For whoever holds a paper: no account, no names.</summary>
public sealed partial class VerifyPage
{
    private static readonly FieldNames Names = FieldNames.Called(("file", "Berkas PDF"));

    private const int LargestMegabytes = 8;

    private Verification? _found;
    private IReadOnlyList<CheckedSignature> _marks = [];
    private bool _byFile;

    [Parameter]
    public string? Code { get; set; }

    protected override async Task LoadAsync()
    {
        Code ??= Http.Request.Query["kode"].ToString().Trim().ToUpperInvariant() is { Length: > 0 } typed ? typed : null;
        if (Code is not null && !IsSent("periksa"))
        {
            _found = await AskAsync(new VerifyByCode(Code));
        }
    }

    private async Task CheckFileAsync()
    {
        if (Http.Request.Form.Files.GetFile("file") is not { Length: > 0 } file)
        {
            Refuse(new InvalidInput("file", "field-required"));
            return;
        }

        if (file.Length > LargestMegabytes * 1024 * 1024)
        {
            Refuse(new InvalidInput("file", "file-size", LargestMegabytes.ToString(CultureInfo.InvariantCulture)));
            return;
        }

        using var buffer = new MemoryStream((int)file.Length);
        await file.CopyToAsync(buffer, Ct);
        var pdf = buffer.ToArray();
        _found = await AskAsync(VerifyByPdf.Of(pdf));
        _marks = SignatureCheck.Of(pdf);
        _byFile = _found is not null;
    }

    private static string SameFile(Verification paper) => (paper.Revision, paper.Signatures.Count) switch
    {
        (_, 0) => "Berkas yang Anda unggah sama persis dengan yang diterbitkan.",
        (var revision, var last) when revision == last => "Berkas yang Anda unggah sama persis dengan yang diterbitkan, dengan semua tanda tangan elektronik di atas.",
        (0, _) => "Berkas yang Anda unggah sama persis dengan yang diterbitkan, sebelum ditandatangani secara elektronik seperti di atas.",
        (var revision, _) => $"Berkas yang Anda unggah sama persis dengan yang diterbitkan, dengan {revision} tanda tangan elektronik pertama di atas.",
    };
}
