using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Simulators.CaseSystem;

/// <summary>What was answered to each key, so that a request that is sent again gets the same answer and changes nothing.</summary>
internal sealed class IdempotencyKeys
{
    private readonly ConcurrentDictionary<string, (string Body, Lazy<CaseRecord> Answer)> _answers = new();

    /// <summary>The answer of now or before; null when the key came with another body.</summary>
    public CaseRecord? Once(string? key, CaseKind kind, byte[] body, Func<CaseRecord> create)
    {
        if (string.IsNullOrEmpty(key))
            return create();
        var hash = Convert.ToHexString(SHA256.HashData([.. Encoding.UTF8.GetBytes(kind.Name), 0, .. body]));
        var (first, answer) = _answers.GetOrAdd(key, _ => (hash, new Lazy<CaseRecord>(create)));
        return first == hash ? answer.Value : null;
    }
}
