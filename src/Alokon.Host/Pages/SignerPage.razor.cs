using Alokon.Engine;
using Alokon.Host.Pages.Forms;
using Alokon.Host.Signing;
using Alokon.Sop.Documents;
using Alokon.Sop.People;
using Microsoft.AspNetCore.Components;

namespace Alokon.Host.Pages;

/// <summary>Where an admin puts in the certificate that the office signs with.</summary>
public sealed partial class SignerPage
{
    private const int LargestFile = 64 * 1024;

    private static readonly FieldNames Names = FieldNames.Called(("file", "Berkas PKCS#12"), ("frasa", "Frasa sandi"));

    private IReadOnlyList<Signer> _signers = [];

    [Inject]
    internal CertificateFile Certificates { get; set; } = null!; // registered beside the printing

    private Signer? Current => _signers.FirstOrDefault(one => one.RemovedAt is null);

    private bool MayChange => Here.May(Permissions.ManageAccounts);

    protected override async Task LoadAsync() => _signers = await AskAsync(new ListSigners()) is { } list ? list.Items : [];

    private async Task InstallAsync()
    {
        if (Http.Request.Form.Files.GetFile("file") is not { Length: > 0 } file)
        {
            Refuse(new InvalidInput("file", "field-required"));
            return;
        }

        if (file.Length > LargestFile)
        {
            Refuse(new SignerRefusal.Unreadable());
            return;
        }

        using var buffer = new MemoryStream();
        await file.CopyToAsync(buffer, Ct);
        var read = Certificates.Read(Desk.Officer.Office, buffer.ToArray(), Sent("frasa"));
        if (read.IsRefused(out var refusal))
        {
            Refuse(refusal);
            return;
        }

        await DoAsync(new InstallSigner(read.Value), "/sertifikat?terpasang");
    }

    private async Task RemoveAsync()
    {
        if (!Guid.TryParse(Sent("sertifikat"), out var id))
        {
            Refuse(new SignerRefusal.NotInForce());
            return;
        }

        await DoAsync(new RemoveSigner(id), "/sertifikat?dilepas");
    }
}
