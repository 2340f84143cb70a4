using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Sop.Audit;
using Alokon.Sop.Documents;
using Alokon.Sop.Inbox;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>
/// A step of an SOP in the workflow: opens the task, and turns the answer into the papers, the clocks and the next step.
/// It only decides; the rooms act. Without a case file (a dry run) it asks nothing and follows the answer given, or its first.
/// </summary>
public sealed class SopActivity(SopStepType type) : IActivity
{
    /// <summary>Where the workflow's service standard stands among the instance's properties.</summary>
    public const string ServiceProperty = "layanan";

    public ActivityDescriptor Descriptor { get; } =
        new(type.Type, type.DisplayName, type.Category, type.Description, StepInputs.Descriptors, [], [.. type.Outcomes.Select(o => o.Key)])
        {
            Icon = type.Icon,
            OutcomeNames = type.Outcomes.ToDictionary(o => o.Key, o => o.Label),
        };

    public Refusal? Execute(ActivityContext context)
    {
        var inputs = context.Inputs(c => StepInputs.Read(c, type));
        var bookmark = context.CreateBookmark(inputs.Key);
        if (context.Properties[CaseFile.Property] is not { } json)
        {
            return null;
        }

        var file = CaseFile.FromJson(json);
        if (type.PausesService)
        {
            context.Emit(new MoveServiceClock(ServiceClockMove.Pause, "menunggu pemohon"));
        }

        context.Emit(Task(context, bookmark, inputs, file));
        return null;
    }

    public void Moved(ActivityContext context, int bookmark)
    {
        if (context.Properties[CaseFile.Property] is { } json)
        {
            context.Emit(new RedrawTask(Task(context, bookmark, StepInputs.Read(context, type), CaseFile.FromJson(json))));
        }
    }

    public Refusal? Resume(ActivityContext context, JsonObject stimulus)
    {
        var inputs = context.Inputs(c => StepInputs.Read(c, type));
        var outcome = stimulus["outcome"]?.GetValue<string>() ?? inputs.Outcomes[0].Key;
        if (!inputs.Offers(outcome))
        {
            return new InvalidInput("outcome", "outcome-unknown", outcome, string.Join(", ", inputs.Outcomes.Select(o => o.Key)));
        }

        if (context.Properties[CaseFile.Property] is not { } json)
        {
            context.Complete(outcome);
            return null;
        }

        var file = CaseFile.FromJson(json);
        var by = stimulus["by"].Deserialize<Performer>(CaseFileJson.Options) ?? throw new InvalidOperationException("Expected who answers, but the stimulus names nobody.");
        if (inputs.DifferentFrom.FirstOrDefault(step => file.Steps.TryGetValue(step, out var done) && done.By.Person == by.Person) is { } same)
        {
            return new SopRefusal.SamePerson(inputs.Label, same);
        }

        var comment = stimulus["comment"]?.GetValue<string>();
        var answer = new StepAnswer(file, new Lazy<Catalogue>(() => ReadCatalogue(context)), outcome, new FieldReader(stimulus["data"] as JsonObject ?? []), comment, by, context.Now);
        var answered = type.Answer(answer);
        return answered.IsRefused(out var refusal) ? refusal : Accept(context, inputs, answer, answered.Value);
    }

    private Refusal? Accept(ActivityContext context, StepInputs inputs, StepAnswer answer, CaseFile answered)
    {
        var file = answered
            .WithRequired(inputs.Kelengkapan)
            .WithStep(inputs.Key, new StepDone(answer.Outcome, answer.By, answer.At, answer.Comment));
        context.Properties[CaseFile.Property] = file.ToValue();
        context.Emit(new SaveCaseFile(file, answer.File));
        context.Emit(new RecordEvent("step.answered", inputs.Key, CaseFacts.Of(file, answer.Outcome, answer.By)));
        foreach (var document in inputs.Documents.Where(d => d.IsIssuedOn(answer.Outcome)))
        {
            var number = document.Code == "AMR" ? file.Number : null;
            context.Emit(new IssueDocument(context.Source.Instance, document.Code, number, DocumentModel.Of(file, answer, type)));
        }

        if (type.PausesService)
        {
            context.Emit(new MoveServiceClock(ServiceClockMove.Resume, "usulan diajukan kembali"));
        }

        if (context.Properties[ServiceProperty]?["until"]?.GetValue<string>() == inputs.Key)
        {
            context.Emit(new MoveServiceClock(ServiceClockMove.Stop, inputs.Label));
        }

        if (type.Ends(file, answer.Outcome) is { } status)
        {
            context.Emit(new DecideEnd(status));
        }

        context.Complete(answer.Outcome);
        return null;
    }

    private OpenTask Task(ActivityContext context, int bookmark, StepInputs inputs, CaseFile file) =>
        new(
            bookmark, inputs.Key, inputs.Label, inputs.SopLabel, inputs.Role, file.Number, file.Kind,
            file.Facility.Code, file.Facility.Name, file.Facility.Kecamatan, file.Facility.Zone,
            Summary(file), inputs.Standard, Definition(context, inputs, file));

    private static Catalogue ReadCatalogue(ActivityContext context) =>
        context.Properties[Catalogue.Property].Deserialize<Catalogue>(CaseFileJson.Options) ?? throw new InvalidOperationException("Expected the office's catalogue beside the case file, but there is none.");

    private static string Summary(CaseFile file)
    {
        var low = file.Lines.Count(line => line.StockStatus is "STOCK_OUT" or "EMERGENCY" or "UNDERSTOCK");
        return string.Create(CultureInfo.InvariantCulture, $"{file.Lines.Count} jenis alokon") +
            (low > 0 ? string.Create(CultureInfo.InvariantCulture, $", {low} di bawah minimum") : string.Empty);
    }

    private JsonObject Definition(ActivityContext context, StepInputs inputs, CaseFile file) =>
        new()
        {
            ["type"] = type.Type,
            ["outcomes"] = JsonSerializer.SerializeToNode(inputs.Outcomes, CaseFileJson.Options),
            ["form"] = type.Form(file, new Lazy<Catalogue>(() => ReadCatalogue(context))),
            ["kelengkapan"] = JsonSerializer.SerializeToNode(inputs.Kelengkapan, CaseFileJson.Options),
            ["documents"] = JsonSerializer.SerializeToNode(inputs.Documents.Select(d => d.Code), CaseFileJson.Options),
            ["corrections"] = JsonSerializer.SerializeToNode(file.Corrections, CaseFileJson.Options),
        };
}
