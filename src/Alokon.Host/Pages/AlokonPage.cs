using Alokon.Engine;
using Alokon.Sop.People;
using Microsoft.AspNetCore.Components;

namespace Alokon.Host.Pages;

/// <summary>What every page does: ask the desk, show the refusal in its own words with its own status, go on with a redirect.</summary>
public abstract class AlokonPage : ComponentBase
{
    [CascadingParameter]
    public HttpContext Http { get; set; } = null!; // the renderer of static pages always cascades it

    [Inject]
    public PageDesk Desk { get; set; } = null!; // registered by AddPages

    protected Surroundings Here { get; private set; } = new(null, null);

    protected Refusal? Refusal { get; private set; }

    protected CancellationToken Ct => Http.RequestAborted;

    protected LocalTime Time => Here.Time;

    protected override async Task OnInitializedAsync()
    {
        Here = await Desk.LookAroundAsync(Ct);
        await LoadAsync();
    }

    protected virtual Task LoadAsync() => Task.CompletedTask;

    /// <summary>The form of this name has just been sent, so it must be on the page whatever else has changed meanwhile.</summary>
    protected bool IsSent(string form) => HttpMethods.IsPost(Http.Request.Method) && Http.Request.HasFormContentType && Http.Request.Form["_handler"] == form;

    protected string Sent(string field) => Http.Request.Form[field].ToString();

    /// <summary>Shows what was refused; an answer 401 in the middle leads to the door.</summary>
    protected void Refuse(Refusal refusal)
    {
        Refusal = refusal;
        // Set when the answer begins: a renderer that sees 404 earlier sends no page at all.
        Http.Response.OnStarting(() =>
        {
            // A redirect that followed (to the door, say) keeps its own status.
            if (Http.Response.Headers.Location.Count == 0)
            {
                Http.Response.StatusCode = Problem.StatusOf(refusal.Kind);
            }

            return Task.CompletedTask;
        });
        if (refusal is PeopleRefusal.NotSignedIn)
        {
            SeeOther($"/masuk?kembali={Uri.EscapeDataString(Http.Request.Path)}");
        }
    }

    /// <returns>The value, or none after the refusal was shown.</returns>
    protected async Task<T?> AskAsync<T>(MediatR.IRequest<Outcome<T>> request)
        where T : class
    {
        var outcome = await Desk.SendAsync(request, Ct);
        if (!outcome.IsRefused(out var refusal))
        {
            return outcome.Value;
        }

        Refuse(refusal);
        return null;
    }

    /// <summary>Does it and goes on to the next page, or shows the refusal.</summary>
    protected async Task DoAsync(MediatR.IRequest<Outcome<Done>> command, string then)
    {
        var done = await Desk.SendAsync(command, Ct);
        if (done.IsRefused(out var refusal))
        {
            Refuse(refusal);
        }
        else
        {
            SeeOther(then);
        }
    }

    /// <summary>303: the browser fetches the next page, and "reload" there sends nothing twice.</summary>
    protected void SeeOther(string url)
    {
        Http.Response.StatusCode = StatusCodes.Status303SeeOther;
        Http.Response.Headers.Location = url;
    }
}
