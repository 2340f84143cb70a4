using Alokon.Engine;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Host.Pipeline;

/// <summary>MediatR wired by hand: one line per request, nothing is found by scanning.</summary>
internal static class Mediation
{
    /// <summary>The mediator, the caller and the unit of work of each scope. An NpgsqlDataSource must be registered too.</summary>
    public static IServiceCollection AddMediation(this IServiceCollection services) => services
        .AddScoped<ServiceFactory>(scope => type => scope.GetService(type)!) // MediatR itself tells which handler is missing
        .AddScoped<IMediator, Mediator>()
        .AddScoped<UnitOfWork>()
        .AddSingleton(host => host.GetServices<FirstTripPlan>().Aggregate(new FirstTrips(), (trips, plan) => plan.AddTo(trips)))
        .AddSingleton(_ => Turnstile.OfThisMachine())
        .AddScoped<Caller>();

    /// <summary>One request, its handler, and the two behaviours around it: may it, then the transaction.</summary>
    public static IServiceCollection AddRequest<TRequest, TResponse, THandler>(this IServiceCollection services)
        where TRequest : IRequest<Outcome<TResponse>>
        where THandler : class, IRequestHandler<TRequest, Outcome<TResponse>> => services
        .AddTransient<IRequestHandler<TRequest, Outcome<TResponse>>, THandler>()
        .AddTransient<IPipelineBehavior<TRequest, Outcome<TResponse>>, AuthorizeBehavior<TRequest, TResponse>>()
        .AddTransient<IPipelineBehavior<TRequest, Outcome<TResponse>>, TransactionBehavior<TRequest, TResponse>>();

    /// <summary>What this request reads in the trip that begins its transaction; every other request begins with nothing else.</summary>
    public static IServiceCollection AddFirstTrip<TRequest>(this IServiceCollection services, Action<IServiceProvider, FirstTrip, int, TRequest> plan)
        where TRequest : notnull => services.AddSingleton(new FirstTripPlan(trips => trips.Add(plan)));

    private sealed record FirstTripPlan(Func<FirstTrips, FirstTrips> AddTo);
}
