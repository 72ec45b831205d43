using System.Diagnostics;

namespace Gateway.Storage.Tests.Faults;

/// <summary>A disk in memory that is soon full.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private static readonly Lazy<bool> s_canMount = new(TryMount);

    private SmallDisk(string folder) => Folder = folder;

    public static bool CanMount => s_canMount.Value;

    public string Folder { get; }

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("gateway-disk").FullName);
        await disk.RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Folder);
        await disk.RunAsync("chown", "postgres", disk.Folder);
        return disk;
    }

    public Task GrowAsync(int megabytes) => RunAsync("mount", "-o", $"remount,size={megabytes}m", Folder);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "-l", Folder);
        Directory.Delete(Folder);
    }

    private static bool TryMount()
    {
        if (Environment.UserName != "root" || !OperatingSystem.IsLinux())
            return false;
        var folder = Directory.CreateTempSubdirectory("gateway-disk").FullName;
        using var mount = Process.Start(new ProcessStartInfo("sh", ["-c", "mount -t tmpfs -o size=1m tmpfs \"$0\" 2>/dev/null && umount \"$0\"", folder]))!;
        mount.WaitForExit();
        Directory.Delete(folder);
        return mount.ExitCode == 0;
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} of {Folder} ended with {process.ExitCode}.");
    }
}
