using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.Simulators.Serving;

/// <summary>The key that callers of a system send in <c>X-Api-Key</c>. Whether a system is up it tells without.</summary>
internal sealed class ApiKey(string key)
{
    public bool Admits(HttpRequest request) =>
        request.Path == "/health" || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers["X-Api-Key"].ToString()), Encoding.UTF8.GetBytes(key));
}
