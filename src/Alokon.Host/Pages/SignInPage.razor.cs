using System.Globalization;
using Alokon.Engine;
using Alokon.Host.SignIn;
using Alokon.Sop.People;

namespace Alokon.Host.Pages;

public sealed partial class SignInPage
{
    private const string OfficeCookie = "dinas";

    private IReadOnlyList<OfficeCard> _offices = [];
    private int _office;
    private string _username = string.Empty;

    protected override async Task LoadAsync()
    {
        if (await AskAsync(new ListOffices()) is { } offices)
        {
            _offices = offices.Items;
        }

        // Officers sign in at the same office every morning.
        _ = int.TryParse(Http.Request.Cookies[OfficeCookie], NumberStyles.None, CultureInfo.InvariantCulture, out _office);
        _office = _offices.Count == 1 ? _offices[0].Code : _office;
        if (IsSent("masuk"))
        {
            _ = int.TryParse(Sent("office"), NumberStyles.None, CultureInfo.InvariantCulture, out _office);
            _username = Sent("username");
        }
        else if (Desk.IsSignedIn)
        {
            SeeOther(Back());
        }
    }

    private async Task EnterAsync()
    {
        if (_office == 0 || _username.Length == 0 || Sent("password").Length == 0)
        {
            Refuse(new InvalidInput(_office == 0 ? "office" : _username.Length == 0 ? "username" : "password", "field-required"));
            return;
        }

        var outcome = await Desk.SendAsync(new Sop.People.SignIn(_office, _username, Sent("password"), SessionCookie.Read(Http.Request)), Ct);
        if (outcome.IsRefused(out var refusal))
        {
            Refuse(refusal);
            return;
        }

        SessionCookie.Write(Http, outcome.Value.Token);
        Http.Response.Cookies.Append(OfficeCookie, _office.ToString(CultureInfo.InvariantCulture), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = Http.Request.IsHttps, MaxAge = TimeSpan.FromDays(365) });
        SeeOther(Back());
    }

    /// <summary>Where one wanted to go, on this site only: "//elsewhere" and "/\elsewhere" are other sites to a browser.</summary>
    private string Back() =>
        (IsSent("masuk") ? Sent("kembali") : Http.Request.Query["kembali"].ToString()) is ['/', not ('/' or '\\'), ..] path && !path.Any(char.IsControl) ? path : "/";
}
