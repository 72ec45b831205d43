using Gateway.Access;
using Gateway.Access.Policies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gateway.Security.Purposes;

/// <summary>
/// What a request is made for: one purpose, of those that its caller is registered for. A caller with several says which by the header; nobody gets a purpose by saying one.
/// </summary>
/// <param name="Purpose">The purpose; null when the request is refused.</param>
/// <param name="Refusal">The HTTP status, when it is refused; else 0.</param>
/// <param name="Text">Why, in words for the caller.</param>
internal readonly record struct RequestPurpose(Coded? Purpose, int Refusal, string Text)
{
    public const string Header = "X-Purpose-Of-Use";

    public static RequestPurpose Of(IReadOnlyList<Coded> registered, StringValues header)
    {
        if (header.Count > 1 || header.ToString().Contains(',', StringComparison.Ordinal))
            return new RequestPurpose(null, StatusCodes.Status400BadRequest, $"A request has one purpose of use: {Header} is to be given once, with one value.");
        var said = header.Count == 0 ? null : PurposeWords.Read(header.ToString().Trim());
        if (header.Count > 0 && said is null)
            return new RequestPurpose(null, StatusCodes.Status400BadRequest, $"{Header} holds no purpose of use.");
        if (registered.Count == 0 || (said is { } given && !registered.Contains(given)))
            return new RequestPurpose(null, StatusCodes.Status403Forbidden, "The caller is not registered for this purpose of use.");
        if (said is null && registered.Count > 1)
            return new RequestPurpose(null, StatusCodes.Status400BadRequest, $"The caller is registered for several purposes of use: {Header} is to say which one this request has.");
        return new RequestPurpose(said ?? registered[0], 0, "");
    }
}
