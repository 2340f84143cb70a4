using Alokon.Engine.Activities;

namespace Alokon.Sop.Activities;

/// <summary>Every step that an SOP can be drawn from. The list is the documentation.</summary>
public static class SopActivities
{
    public static IReadOnlyList<SopStepType> Steps { get; } =
    [
        TerimaUsulan.Step,
        PerbaikiUsulan.Step,
        TelitiAmrah.Step,
        Rekomendasi.Step,
        Disposisi.Step,
        Kirim.Step,
        Serahkan.Step,
        Cocokkan.Step,
        Salurkan.Step,
        Lapor.Step,
        Arsip.Step,
        Langkah.Step,
    ];

    public static IEnumerable<IActivity> All => Steps.Select(step => new SopActivity(step));
}
