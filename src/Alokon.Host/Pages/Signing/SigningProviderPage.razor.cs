using Alokon.Engine;
using Alokon.Host.Pages.Forms;
using Alokon.Host.Signing;
using Alokon.Sop.Documents.Signing;
using Alokon.Sop.People;
using Microsoft.AspNetCore.Components;

namespace Alokon.Host.Pages.Signing;

/// <summary>Where an admin says at which service the officers sign.</summary>
public sealed partial class SigningProviderPage
{
    private static readonly FieldNames Names = FieldNames.Called(("url", "Alamat layanan"), ("account", "Akun dinas"), ("secret", "Sandi akun dinas"));

    private SigningProviderCard? _current;

    [Inject]
    internal SigningProviderForm Services { get; set; } = null!; // registered beside the printing

    [Inject]
    internal SigningHosts Hosts { get; set; } = null!; // registered beside the printing

    private bool MayChange => Here.May(Permissions.ManageAccounts);

    protected override async Task LoadAsync() => _current = (await AskAsync(new ReadSigningProvider()))?.Current;

    private async Task SetAsync()
    {
        var read = Services.Read(Desk.Officer.Office, Sent("url").Trim(), Sent("account").Trim(), Sent("secret"));
        if (read.IsRefused(out var refusal))
        {
            Refuse(refusal);
            return;
        }

        await DoAsync(read.Value, "/layanan-tte?terpasang");
    }

    private async Task RemoveAsync()
    {
        if (!Guid.TryParse(Sent("layanan"), out var id))
        {
            Refuse(new SignatureRefusal.ServiceOff());
            return;
        }

        await DoAsync(new RemoveSigningProvider(id), "/layanan-tte?dilepas");
    }

    private string? Typed(string field) => IsSent("pasang") ? Sent(field) : null;
}
