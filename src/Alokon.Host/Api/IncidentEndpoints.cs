using Alokon.Sop.Cases;
using MediatR;

namespace Alokon.Host.Api;

/// <summary>What failed in the cases, and trying it again.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this RouteGroupBuilder api)
    {
        var incidents = api.MapGroup("/incidents").WithTags("Kendala");
        incidents.MapGet("", (int? limit, string? after, IMediator mediator, CancellationToken ct) =>
            mediator.SendAsync(new ListIncidents(limit, after), ct)).WithSummary("Kendala yang terbuka, terbaru dahulu");
        incidents.MapPost("/{id:guid}/{number:int}/retry", (Guid id, int number, IMediator mediator, CancellationToken ct) =>
            mediator.SendAsync(new RetryIncident(id, number), ct)).WithSummary("Mengulang langkah yang gagal setelah sebabnya diperbaiki");
    }
}
