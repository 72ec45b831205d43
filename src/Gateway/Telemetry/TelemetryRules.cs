using Microsoft.Extensions.Options;

namespace Gateway.Telemetry;

/// <summary>Checks what <see cref="TelemetryOptions"/> says of its values.</summary>
[OptionsValidator]
internal sealed partial class TelemetryRules : IValidateOptions<TelemetryOptions>;
