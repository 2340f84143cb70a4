using Alokon.Engine;

namespace Alokon.Host.SignIn;

/// <summary>Refusals at the door as problem details: what happened, and what to do about it.</summary>
internal static class SignInProblem
{
    public static IResult Of(Refusal refusal) => Results.Problem(
        type: $"urn:alokon:{refusal.Code}",
        title: Title(refusal.Code),
        statusCode: refusal.Kind switch
        {
            RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
            RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status422UnprocessableEntity,
        },
        extensions: refusal.Fields.Count == 0
            ? null
            : new Dictionary<string, object?> { ["errors"] = refusal.Fields.ToDictionary(f => f.Path, f => new[] { Title(f.Code) }) });

    private static string Title(string code) => code switch
    {
        "not-signed-in" => "Anda belum masuk atau sesi Anda telah berakhir. Silakan masuk kembali.",
        "wrong-credentials" => "Nama pengguna atau kata sandi salah.",
        "too-many-attempts" => "Terlalu banyak percobaan masuk. Tunggu satu menit, lalu coba lagi.",
        "office-malformed" => "Isi kode dinas: empat angka, misalnya 3315.",
        "required" => "Wajib diisi.",
        _ => "Isian belum benar. Periksa kembali isian yang ditandai.",
    };
}
