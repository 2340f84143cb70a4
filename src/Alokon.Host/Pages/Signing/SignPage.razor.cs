using Alokon.Engine;
using Alokon.Host.Pages.Forms;
using Alokon.Host.Signing;
using Alokon.Sop.Documents.Signing;
using Microsoft.AspNetCore.Components;

namespace Alokon.Host.Pages.Signing;

/// <summary>Where an officer signs, with a certificate of his own, what he approved. NIK and passphrase are in the form and nowhere else.</summary>
public sealed partial class SignPage
{
    private const int NikLength = 16;
    private const int MostAtOnce = 20;

    private static readonly FieldNames Names = FieldNames.Called(("nik", "NIK"), ("passphrase", "Passphrase"), ("surat", "Surat"));

    private WaitingSignatures _waiting = new(true, []);
    private IReadOnlyList<WaitingSignature> _before = [];
    private IReadOnlyList<SigningResult> _results = [];

    [Inject]
    internal OfficerSigning Officers { get; set; } = null!; // registered beside the printing

    // A form that was sent must be there until it has been taken.
    private bool ShowsForm => _waiting.Items.Count > 0 || (IsSent("tandatangani") && _results.Count == 0);

    protected override async Task LoadAsync() => _waiting = await AskAsync(new ListWaitingSignatures()) ?? new WaitingSignatures(true, []);

    private async Task SignAsync()
    {
        var nik = Sent("nik").Replace(" ", "", StringComparison.Ordinal);
        var passphrase = Sent("passphrase");
        Guid[] chosen = [.. Http.Request.Form["surat"].Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().Take(MostAtOnce)];
        var errors = new List<FieldError>();
        if (chosen.Length == 0)
        {
            errors.Add(new FieldError("surat", "papers-none-chosen"));
        }

        if (nik.Length != NikLength || !nik.All(char.IsAsciiDigit))
        {
            errors.Add(new FieldError("nik", "nik-malformed"));
        }

        if (passphrase.Length == 0)
        {
            errors.Add(new FieldError("passphrase", "field-required"));
        }

        if (errors.Count > 0)
        {
            Refuse(new InvalidInput(errors));
            return;
        }

        _before = _waiting.Items;
        _results = await Officers.SignAsync(chosen, nik, passphrase, Ct);
        await LoadAsync();
    }

    private bool IsChosen(Guid document) => !IsSent("tandatangani") || Http.Request.Form["surat"].Contains(document.ToString());

    private string NameOf(Guid document) => _before.FirstOrDefault(one => one.Document == document) is { } paper ? $"{paper.Title} {paper.Number}" : "Surat";
}
