using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Requests;

/// <summary>The facilities and commodities of the office: what a form of a new request offers.</summary>
public sealed record GetCatalogue : IRequest<Outcome<OfficeCatalogue>>, IQuery;

public sealed record OfficeCatalogue(IReadOnlyList<FacilityFacts> Facilities, IReadOnlyList<Commodity> Commodities, ResupplyPolicy Policy);

public sealed class GetCatalogueHandler(UnitOfWork work) : IRequestHandler<GetCatalogue, Outcome<OfficeCatalogue>>
{
    public async Task<Outcome<OfficeCatalogue>> Handle(GetCatalogue request, CancellationToken cancellationToken)
    {
        var catalogue = await CatalogueRows.LoadAsync(work, cancellationToken);
        return new OfficeCatalogue(await CatalogueRows.ListFacilitiesAsync(work, cancellationToken), catalogue.Commodities, catalogue.Policy);
    }
}
