using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Requests;

/// <summary>Enters the office's facilities, commodities and its months of stock; what is there already is brought up to date.</summary>
[AllowRoles("admin")]
public sealed record RegisterCatalogue(IReadOnlyList<FacilityFacts> Facilities, IReadOnlyList<Commodity> Commodities, ResupplyPolicy Policy)
    : IRequest<Outcome<Done>>, ICommand;

public sealed class RegisterCatalogueHandler(UnitOfWork work) : IRequestHandler<RegisterCatalogue, Outcome<Done>>
{
    public Task<Outcome<Done>> Handle(RegisterCatalogue request, CancellationToken cancellationToken)
    {
        CatalogueRows.Save(work, request);
        return Task.FromResult<Outcome<Done>>(new Done());
    }
}
