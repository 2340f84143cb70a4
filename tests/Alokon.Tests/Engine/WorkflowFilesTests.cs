using Alokon.Engine.Definitions;
using Alokon.Host;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>The definitions that are shipped, with the activities and templates that are shipped.</summary>
public sealed class WorkflowFilesTests
{
    [Fact]
    public async Task Every_shipped_definition_is_fit_to_run()
    {
        var templates = Directory.EnumerateDirectories(Path.Combine(Given.Root, "templates")).Select(Path.GetFileName).ToHashSet();

        var folder = await DefinitionFiles.ReadAsync(Path.Combine(Given.Root, "workflows"), Composition.Activities, templates.Contains, default);

        Assert.Empty(folder.Refused);
        Assert.Contains("distribusi-alokon-grobogan", folder.Fit.Select(definition => definition.DefinitionId));
    }
}
