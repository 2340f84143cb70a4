namespace Alokon.Host.Designer;

/// <summary>The files of the designer. They are the public package, so nobody is asked who they are; what they show comes from Elsa's API.</summary>
internal static class DesignerDoor
{
    public static void MapDesignerFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desainer/studio/{version}/{**path}", (HttpContext http, string version, string path, StudioFiles files) => files.SendVersionedAsync(http, version, path)).Open();
        foreach (var folder in new[] { "_content", "_framework" })
        {
            routes.MapGet($"/desainer/{folder}/{{**path}}", (HttpContext http, string path, StudioFiles files) => files.SendUnversionedAsync(http, folder, path)).Open();
        }
    }

    private static void Open(this RouteHandlerBuilder route) => route.AllowAnonymous().ExcludeFromDescription();
}
