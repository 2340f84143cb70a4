using Alokon.Engine;
using Alokon.Host.Pages.Forms;
using Alokon.Sop.Documents;
using Microsoft.AspNetCore.Components;

namespace Alokon.Host.Pages;

/// <summary>For whoever holds a paper: no account, no names.</summary>
public sealed partial class VerifyPage
{
    private static readonly FieldNames Names = FieldNames.Called(("file", "Berkas PDF"));

    private Verification? _found;
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

        using var buffer = new MemoryStream();
        await file.CopyToAsync(buffer, Ct);
        _found = await AskAsync(VerifyByPdf.Of(buffer.ToArray()));
        _byFile = _found is not null;
    }
}
