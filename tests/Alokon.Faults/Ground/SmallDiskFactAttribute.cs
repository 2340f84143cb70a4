using System.Diagnostics;
using Xunit;

namespace Alokon.Faults.Ground;

/// <summary>A fact that needs a small file system of its own; where none may be mounted, the runner reports it as left out, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Hindrance = new(Try);

    public override string Skip
    {
        get { return Hindrance.Value!; } // none = it runs
        set { throw new NotSupportedException("Expected the machine to decide."); }
    }

    private static string? Try()
    {
        var place = Directory.CreateTempSubdirectory("alokon-mount-").FullName;
        try
        {
            using var mount = Process.Start(new ProcessStartInfo("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", place]) { RedirectStandardError = true });
            mount!.WaitForExit(); // it started, or Start threw
            if (mount.ExitCode != 0)
            {
                return $"a small file system cannot be mounted here: {mount.StandardError.ReadToEnd().Trim()}";
            }

            using var umount = Process.Start("umount", [place]);
            umount.WaitForExit();
            return null;
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            return $"a small file system cannot be mounted here: {failure.Message}";
        }
        finally
        {
            Directory.Delete(place);
        }
    }
}
