using System.Globalization;
using Alokon.Engine.Running;
using Npgsql;

namespace Alokon.Host.Workers;

/// <summary>Journals that the operator does not want to keep for ever. Nothing goes unless somebody says so.</summary>
internal static class JournalStep
{
    public const string DaysVariable = "ALOKON_JOURNAL_DAYS";

    private const int CasesAtOnce = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <param name="written">What <see cref="DaysVariable"/> holds.</param>
    public static IServiceCollection AddJournalRetention(this IServiceCollection services, string? written) =>
        Days(written) is not { } days
            ? services
            : services
                .AddSingleton(s => new JournalRetention(s.GetRequiredService<NpgsqlDataSource>(), days))
                // A signal of its own: no deed of an officer makes a journal old.
                .AddSingleton<IHostedService>(s => new Worker(
                    "journals", Pause, new WorkSignal(), s.GetRequiredService<IServiceScopeFactory>(), RunAsync, s.GetRequiredService<ILogger<Worker>>()));

    /// <exception cref="StartException">Something else than days, or fewer than the database lets go.</exception>
    public static int? Days(string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
        {
            return null;
        }

        return int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days >= JournalRetention.LeastDays
            ? days
            : throw new StartException($"{DaysVariable} is \"{written}\"; write a number of days, at least {JournalRetention.LeastDays}, or leave it out to keep every journal");
    }

    private static async Task<bool> RunAsync(IServiceProvider services, CancellationToken ct) =>
        await services.GetRequiredService<JournalRetention>().ForgetAsync(CasesAtOnce, ct) > 0;
}
