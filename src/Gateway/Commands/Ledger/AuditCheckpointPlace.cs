using System.Text;
using Gateway.Storage.Audit;

namespace Gateway.Commands.Ledger;

/// <summary>Keeps checkpoints where who can change the database cannot change them: in a file, or behind an https address.</summary>
internal static class AuditCheckpointPlace
{
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="HttpRequestException">The address did not take the checkpoint.</exception>
    public static async Task PutAsync(string place, AuditCheckpoint checkpoint)
    {
        if (place.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
            using var answer = await client.PostAsync(new Uri(place), new StringContent(checkpoint.ToString(), Encoding.UTF8, "text/plain"));
            answer.EnsureSuccessStatusCode();
            return;
        }

        await using var file = new FileStream(place, FileMode.Append, FileAccess.Write, FileShare.Read);
        await file.WriteAsync(Encoding.UTF8.GetBytes($"{checkpoint}\n"));
        file.Flush(flushToDisk: true);
    }
}
