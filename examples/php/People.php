<?php

declare(strict_types=1);

/** Looks people up in Mozilla CIS, with nothing but what PHP has. */
final class People
{
    private string $url;
    private string $token;

    /** @param array<string, string> $settings environment variables, such as PERSONCTL_CIS_URL */
    public function __construct(array $settings, string $scope)
    {
        $this->url = $settings['PERSONCTL_CIS_URL'];
        $grant = [
            'grant_type' => 'client_credentials',
            'audience' => $settings['PERSONCTL_CIS_AUDIENCE'],
            'client_id' => $settings['PERSONCTL_CIS_CLIENT_ID'],
            'client_secret' => $settings['PERSONCTL_CIS_CLIENT_SECRET'],
            'scope' => $scope,
        ];
        $this->token = $this->send($settings['PERSONCTL_CIS_TOKEN_URL'], [
            'method' => 'POST',
            'header' => 'Content-Type: application/x-www-form-urlencoded',
            'content' => http_build_query($grant),
        ])['access_token'];
    }

    /** Returns the profile of the person with this primary e-mail, or null. */
    public function find(string $email): ?array
    {
        // The service decodes the key twice.
        $key = rawurlencode(rawurlencode($email));
        $profile = $this->send("$this->url/v2/user/primary_email/$key?active=any", [
            'header' => "Authorization: Bearer $this->token",
        ]);
        return $profile === [] ? null : $profile;
    }

    private function send(string $url, array $request): array
    {
        $context = stream_context_create(['http' => $request + ['ignore_errors' => true, 'timeout' => 10]]);
        $body = @file_get_contents($url, false, $context);
        $status = (int) (explode(' ', $http_response_header[0] ?? '')[1] ?? 0);
        if ($body === false || $status !== 200) {
            throw new RuntimeException($status === 0 ? 'No response' : "The service responded with $status");
        }
        return json_decode($body, true, flags: JSON_THROW_ON_ERROR);
    }
}
