using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Alokon.Host.Api;
using Alokon.Host.Demo;
using Alokon.Host.Designer;
using Alokon.Host.Elsa;
using Alokon.Host.Embedded;
using Alokon.Host.Pages;
using Alokon.Host.SignIn;
using Alokon.Host.Workers;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace Alokon.Host;

/// <summary>The web server: services in, middleware in order, doors open.</summary>
internal static class WebServer
{
    /// <param name="works">False: the workers sleep; papers, packs and deadlines wait for another node.</param>
    public static WebApplication Build(string urls, DataFolder data, NpgsqlDataSource source, DemoMode demo, bool works = true)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(urls.Split(';'));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // More than any door takes, so that who sends too much is told so: beyond this the connection just breaks.
            kestrel.Limits.MaxRequestBodySize = 32 * 1024 * 1024;
        });
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        // Beside the data: forms that officers have open stay valid over a restart. For our own eyes only, so no encryptor is asked for.
        var keys = Directory.CreateDirectory(Path.Combine(data.Path, "keys"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        builder.Services.AddDataProtection().PersistKeysToFileSystem(keys).SetApplicationName("alokon");
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services
            .ConfigureHttpJsonOptions(json =>
            {
                json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
                json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase));
            })
            .AddSingleton(demo)
            .AddAlokon(source)
            .AddPrinting(data)
            .AddArchiveKey(data)
            .AddWorkers(works)
            .AddJournalRetention(works ? Environment.GetEnvironmentVariable(JournalStep.DaysVariable) : null)
            .AddSignIn()
            .AddLimits()
            .AddProblemDetails()
            .AddExceptionHandler<ErrorDoor>()
            .AddOpenApi("v1")
            .AddSingleton(StudioFiles.Find())
            .AddPages();
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseSecurityHeaders();
        app.UseProgramEdge();
        app.UseNotFoundPage();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseIdempotencyKeys();
        app.UseAntiforgery();
        app.MapDoors();
        return app;
    }

    private static void MapDoors(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapGet("/healthz/live", () => Results.Ok(new { status = "live" })).ExcludeFromDescription();
        app.MapGet("/healthz/ready", Health.ReadyAsync).ExcludeFromDescription();
        app.MapSignIn();
        app.MapPublic();
        app.MapHooks();
        var api = app.MapGroup("/api/v1").RequireAuthorization().WithShapes();
        api.MapOffice();
        api.MapWorkflows();
        api.MapCases();
        api.MapIncidents();
        api.MapNumberBooks();
        api.MapTemplates();
        api.MapTasks();
        api.MapOperations();
        api.MapPapers();
        api.MapDemo();
        app.MapElsa();
        app.MapDesigner();
        app.MapPages();
    }
}
