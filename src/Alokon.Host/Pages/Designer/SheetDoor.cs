using System.Globalization;
using Alokon.Host.Texts;
using Alokon.Sop.Documents;
using Alokon.Sop.People;
using Alokon.Sop.Workflows.Printing;
using MediatR;

namespace Alokon.Host.Pages.Designer;

/// <summary>The sheet of an SOP as a PDF, printed when it is asked for.</summary>
internal static class SheetDoor
{
    private static readonly Dictionary<string, string> RoleNames = Roles.All.ToDictionary(role => role, role => Words.Of("role", role));

    public static void MapSopSheet(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/desainer/{definitionId}/lembar-sop.pdf", PrintAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task<IResult> PrintAsync(string definitionId, HttpRequest http, IMediator mediator, PrintPdf print, CancellationToken ct)
    {
        int? version = int.TryParse(http.Query["versi"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var sheet = await mediator.Send(new ComposeSopSheet(definitionId, version, RoleNames), ct);
        if (sheet.IsRefused(out var refusal))
        {
            return Problem.Of(refusal);
        }

        var pdf = await print(sheet.Value.Html, ct);
        return Results.File(pdf, "application/pdf", sheet.Value.FileName);
    }
}
