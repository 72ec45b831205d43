using Microsoft.Extensions.Options;

namespace Gateway.Telemetry;

/// <summary>Checks the collector's address.</summary>
internal sealed class TelemetryOptionsCheck : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options) =>
        options.Otlp is null || (options.Otlp.IsAbsoluteUri && (options.Otlp.Scheme == Uri.UriSchemeHttp || options.Otlp.Scheme == Uri.UriSchemeHttps))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{TelemetryOptions.Section}:Otlp must be an http or https address.");
}
